using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Lanes.Processing;
using Pintle.Lanes.Tail;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.TestKit;
using Pintle.Workspace;

namespace Pintle.Lanes.Tests.Tail;

public sealed class LogReaderTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-reader-{Guid.CreateVersion7():N}");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_was_read_from_the_store_is_found_again_before_its_committer_has_published_it()
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Directory = _directory }, new FakeTimeProvider(Some.Time), NullLogger<SqliteStore>.Instance, Ct);
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        using var encoder = new SegmentEncoder();
        var backlog = await AppendAsync("m1", lane.NextOffset);
        var reader = new LogReader(
            store, [backlog, .. new long[store.ShardCount - 1]], new LanesOptions(), new ProcessingSteps(null!, null!, null!, null!), new WorkspaceHolder(), NullLogger<LogReader>.Instance);

        var unpublished = await AppendAsync("m2", lane.NextOffset + 1);
        var page = await reader.ReadAsync(0, backlog, Ct);

        Assert.Equal([backlog, unpublished], page.Segments.Select(s => s.Sequence));
        Assert.Equal(unpublished, (await reader.FindAsync(0, unpublished, Ct))?.Sequence);
        Assert.Null(await reader.FindAsync(0, unpublished + 1, Ct));

        Task<long> AppendAsync(string message, long offset) =>
            store.AppendAsync(0, encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(0, lane.Epoch, offset, [Some.Event(0, message)])]), Ct);
    }
}
