using Pintle.Server.Configuration;
using Pintle.Store;
using Pintle.Store.Postgres;
using Pintle.Store.Sqlite;

namespace Pintle.Server.Hosting;

/// <summary>Opens the store that the configuration names.</summary>
internal static class StoreFactory
{
    public static async Task<IEventStore> OpenAsync(PintleOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken ct) => options.Store.Kind == "postgres"
        ? await PostgresStore.OpenAsync(
            new PostgresStoreOptions
            {
                Shards = Checked(options.Store.Shards),
                BucketBytes = options.Store.FileBytes,
                FailPoint = FaultPoints.FromEnvironment(),
            },
            time, logs.CreateLogger<PostgresStore>(), ct)
        : await SqliteStore.OpenAsync(
            new SqliteStoreOptions
            {
                Directory = Path.Combine(options.DataDirectory, "store"),
                SegmentFileBytes = options.Store.FileBytes,
                FailPoint = FaultPoints.FromEnvironment(),
            },
            time, logs.CreateLogger<SqliteStore>(), ct);

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> shards)
    {
        if (shards.Count == 0)
        {
            throw new ConfigurationException(["store.shards: store.kind postgres needs at least one connection string, such as Host=db1;Database=pintle;Username=pintle;Password=…"]);
        }

        var problems = shards.Select((shard, number) => (Problem: PostgresStoreOptions.ProblemOf(shard), number))
            .Where(s => s.Problem is not null).Select(s => $"store.shards, number {s.number + 1}: {s.Problem}").ToList();
        return problems.Count == 0 ? shards : throw new ConfigurationException(problems);
    }
}
