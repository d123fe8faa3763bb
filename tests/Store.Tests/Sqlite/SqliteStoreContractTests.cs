using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Store.Sqlite;
using Pintle.Store.Tests.Contract;

namespace Pintle.Store.Tests.Sqlite;

public sealed class SqliteStoreContractTests : EventStoreContract
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-store-{Guid.CreateVersion7()}");

    protected override async Task<IEventStore> OpenAsync() => await SqliteStore.OpenAsync(
        new SqliteStoreOptions { Directory = _directory, LockDirectory = false, SegmentFileBytes = 256 * 1024 },
        Time, NullLogger<SqliteStore>.Instance, Ct);

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return base.DisposeAsync();
    }
}
