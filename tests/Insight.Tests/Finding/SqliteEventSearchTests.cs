using Microsoft.Extensions.Logging.Abstractions;
using Pintle.Store;
using Pintle.Store.Sqlite;

namespace Pintle.Insight.Tests.Finding;

/// <summary>The search on SQLite.</summary>
public sealed class SqliteEventSearchTests : EventSearchTests, IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-search-{Guid.CreateVersion7()}");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private protected override async Task<IEventStore> OpenAsync(TimeProvider time) =>
        await SqliteStore.OpenAsync(new SqliteStoreOptions { Directory = _directory }, time, NullLogger<SqliteStore>.Instance, SearchRig.Ct);
}
