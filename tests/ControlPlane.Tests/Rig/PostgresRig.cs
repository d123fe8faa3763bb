using Pintle.TestKit;

[assembly: AssemblyFixture(typeof(Pintle.ControlPlane.Tests.Rig.PostgresServer))]

namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>One server for all tests; each rig takes a database of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public PostgresCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await PostgresCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

/// <summary>On a PostgreSQL database.</summary>
public sealed class PostgresRig(PostgresServer server) : ControlRig
{
    protected override async Task<ControlPlaneOptions> OptionsAsync() =>
        new() { SqliteFile = "", Postgres = $"{await server.Cluster.CreateDatabaseAsync()};Maximum Pool Size=20" };

    protected override Task CleanAsync() => Task.CompletedTask;
}
