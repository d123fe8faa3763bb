using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Store.Postgres;
using Pintle.Store.Tests.Contract;
using Pintle.TestKit;

[assembly: AssemblyFixture(typeof(Pintle.Store.Tests.Postgres.PostgresFixture))]

namespace Pintle.Store.Tests.Postgres;

/// <summary>One server for all tests; a test takes databases of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await PostgresCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

/// <summary>The contract on PostgreSQL, on one shard.</summary>
public class PostgresStoreContractTests(PostgresFixture postgres) : EventStoreContract
{
    private readonly List<string> _shards = [];

    protected virtual int Shards => 1;

    public override async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Shards; i++)
        {
            _shards.Add(await postgres.Cluster.CreateDatabaseAsync());
        }
    }

    protected override async Task<IEventStore> OpenAsync() => await PostgresStore.OpenAsync(
        new PostgresStoreOptions { Shards = _shards, BucketBytes = 256 * 1024 }, Time, NullLogger<PostgresStore>.Instance, Ct);
}

/// <summary>The contract on PostgreSQL, on the first of three shards.</summary>
public sealed class PostgresShardedContractTests(PostgresFixture postgres) : PostgresStoreContractTests(postgres)
{
    protected override int Shards => 3;
}
