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
        await AgeAsync(cluster);
        return new StoreUnderLoad(cluster, await cluster.CreateDatabaseAsync());
    }

    /// <summary>Size of what is stored, without logs that will be overwritten; null when it lies in the data directory.</summary>
    public long? StoredBytes => _cluster is null ? null : long.Parse(PostgresCluster.Scalar("SELECT pg_database_size(current_database())", _database), CultureInfo.InvariantCulture);

    /// <summary>What the store has written: SQLite's writes to its logs and files, PostgreSQL's log and tables.</summary>
    public long Written(int processId) => _cluster is null
        ? DiskIo.WrittenBy(processId)
        : long.Parse(PostgresCluster.Scalar("SELECT pg_current_wal_lsn() - '0/0' + pg_database_size(current_database())", _database), CultureInfo.InvariantCulture);

    // A server that has run for a while writes its log into files it already has; a new one first fills each with zeros.
    private static async Task AgeAsync(PostgresCluster cluster)
    {
        await cluster.ExecuteAsync("ALTER SYSTEM SET min_wal_size = '2GB'");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");
        await cluster.ExecuteAsync("DO $$ BEGIN FOR i IN 1..96 LOOP PERFORM pg_logical_emit_message(false, '', ''); PERFORM pg_switch_wal(); END LOOP; END $$");
        await cluster.ExecuteAsync("CHECKPOINT");
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
