using Pintle.Server.Configuration;
using Pintle.Store;
using Pintle.Store.Sqlite;

namespace Pintle.Server.Hosting;

/// <summary>Opens the store that the configuration names.</summary>
internal static class StoreFactory
{
    public static async Task<IEventStore> OpenAsync(PintleOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        if (options.Store.Kind == "postgres")
        {
            throw new ConfigurationException(["store.kind: postgres is not available in this build."]);
        }

        return await SqliteStore.OpenAsync(
            new SqliteStoreOptions
            {
                Directory = Path.Combine(options.DataDirectory, "store"),
                SegmentFileBytes = options.Store.FileBytes,
                FailPoint = FaultPoints.FromEnvironment(),
            },
            time, logs.CreateLogger<SqliteStore>(), ct);
    }
}
