using Npgsql;

namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>On a PostgreSQL database that can be cut off.</summary>
public sealed class CutRig(PostgresServer server) : ControlRig
{
    private DatabaseLine? _line;

    public DatabaseLine Line => _line!;

    public string Database { get; private set; } = "";

    protected override async Task<ControlPlaneOptions> OptionsAsync()
    {
        var direct = new NpgsqlConnectionStringBuilder(await server.Cluster.CreateDatabaseAsync());
        _line = new DatabaseLine(direct.Port);
        _line.Open();
        Database = direct.Database!;
        direct.Port = _line.Port;
        return new ControlPlaneOptions { SqliteFile = "", Postgres = $"{direct.ConnectionString};Maximum Pool Size=20" };
    }

    /// <summary>Ends every connection at the server, which stays.</summary>
    public Task EndConnectionsAsync() => server.Cluster.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Database}'");

    protected override Task CleanAsync()
    {
        Line.Dispose();
        return Task.CompletedTask;
    }
}
