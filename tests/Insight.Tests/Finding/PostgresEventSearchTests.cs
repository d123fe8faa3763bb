using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Store;
using Pintle.Store.Postgres;
using Pintle.TestKit;

[assembly: AssemblyFixture(typeof(Pintle.Insight.Tests.Finding.PostgresFixture))]

namespace Pintle.Insight.Tests.Finding;

/// <summary>One server for all tests; a test takes databases of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await PostgresCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

/// <summary>The search on PostgreSQL, on two shards.</summary>
public sealed class PostgresEventSearchTests(PostgresFixture postgres) : EventSearchTests
{
    private protected override async Task<IEventStore> OpenAsync(TimeProvider time) => await PostgresStore.OpenAsync(
        new PostgresStoreOptions { Shards = [await postgres.Cluster.CreateDatabaseAsync(), await postgres.Cluster.CreateDatabaseAsync()] },
        time, NullLogger<PostgresStore>.Instance, SearchRig.Ct);
}
