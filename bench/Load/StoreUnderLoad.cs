using System.Globalization;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>Where a server under load stores events: SQLite files of its own, or a PostgreSQL server with fsync, started for it.</summary>
internal sealed class StoreUnderLoad : IAsyncDisposable
{
    private readonly PostgresCluster? _cluster;
    private readonly string _database;

    private StoreUnderLoad(PostgresCluster? cluster, string database) => (_cluster, _database) = (cluster, database);

    /// <summary>Arguments that make Pintle use it.</summary>
    public IReadOnlyList<string> Arguments => _cluster is null ? [] : ["--store.kind", "postgres", "--store.shards", _database];

    public static async Task<StoreUnderLoad> StartAsync(string kind)
    {
        if (kind != "postgres")
        {
            return new StoreUnderLoad(null, "");
        }

        var cluster = await PostgresCluster.StartAsync(isDurable: true);
        return new StoreUnderLoad(cluster, await cluster.CreateDatabaseAsync());
    }

    /// <summary>Size of what is stored, without logs that will be overwritten; null when it lies in the data directory.</summary>
    public long? StoredBytes => _cluster is null ? null : long.Parse(PostgresCluster.Scalar("SELECT pg_database_size(current_database())", _database), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
