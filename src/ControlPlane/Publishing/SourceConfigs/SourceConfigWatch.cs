using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Publishing.SourceConfigs;

/// <summary>Keeps what SDKs are answered in step with what is committed, here and by others on the same database.</summary>
internal sealed partial class SourceConfigWatch(
    IServiceScopeFactory scopes, PublishedSourceConfigs sources, RevisionFeed feed, ControlPlaneOptions options, TimeProvider time, ILogger<SourceConfigWatch> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookForOthers = TimeSpan.FromSeconds(1);

    /// <summary>Is it the database that can't be read?</summary>
    public static bool IsAway(Exception wrong) => wrong is DbUpdateException or DbException or InvalidOperationException or TimeoutException or SocketException;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var problem = "";
        while (true)
        {
            var told = feed.Told;
            try
            {
                await using (var scope = scopes.CreateAsyncScope())
                {
                    await sources.RefreshAsync(scope.ServiceProvider.GetRequiredService<ControlContext>(), stoppingToken);
                }

                problem = "";
                await WaitAsync(told, stoppingToken);
            }
            catch (Exception wrong) when (IsAway(wrong))
            {
                if (problem != wrong.Message)
                {
                    problem = wrong.Message;
                    LogNotRead(wrong.GetBaseException().Message);
                }

                await Task.Delay(Again, time, stoppingToken);
            }
        }
    }

    private async Task WaitAsync(long told, CancellationToken ct)
    {
        if (options.Postgres.Length == 0)
        {
            await feed.NextAsync(RevisionFeed.Any, told, ct);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(feed.NextAsync(RevisionFeed.Any, told, either.Token), Task.Delay(LookForOthers, time, either.Token));
        await either.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    [LoggerMessage(8015, LogLevel.Warning, "What SDKs learn of their sources stays as it was, the configuration database can't be read: {Problem}")]
    private partial void LogNotRead(string problem);
}
