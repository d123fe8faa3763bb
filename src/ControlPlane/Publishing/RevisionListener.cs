using System.Globalization;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Hears of revisions that other processes on the same PostgreSQL database have committed, when they are. What was committed before it could listen is looked for when it can; while it can't, those who wait look by themselves.</summary>
internal sealed partial class RevisionListener(ControlPlaneOptions options, RevisionFeed feed, TimeProvider time, ILogger<RevisionListener> log) : BackgroundService
{
    private const string Channel = "pintle_revisions";
    private const int KeepAliveSeconds = 15;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <summary>Tells the others of a revision as soon as the transaction is committed.</summary>
    public static Task AnnounceAsync(ControlContext db, string workspaceId, long revision, CancellationToken ct) => db is PostgresControlContext
        ? db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {string.Create(CultureInfo.InvariantCulture, $"{revision} {workspaceId}")})", ct)
        : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Postgres.Length > 0)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception away) when (away is NpgsqlException or SocketException or TimeoutException)
            {
                LogAway(away.GetBaseException().Message);
                await Task.Delay(Again, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        var place = new NpgsqlConnectionStringBuilder(options.Postgres) { Pooling = false, KeepAlive = KeepAliveSeconds };
        await using var connection = new NpgsqlConnection(place.ConnectionString);
        connection.Notification += (_, told) => Take(told.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        feed.TellOfMissed();
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    private void Take(string told)
    {
        if (told.Split(' ') is [var revision, var workspaceId] && long.TryParse(revision, CultureInfo.InvariantCulture, out var number))
        {
            feed.Tell(workspaceId, number);
        }
    }

    [LoggerMessage(8014, LogLevel.Warning, "Changes that others make in the configuration database are seen up to a second later: it can't be listened to. {Reason}")]
    private partial void LogAway(string reason);
}
