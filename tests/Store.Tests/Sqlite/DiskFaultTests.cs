using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.Store.Tests.Disk;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Sqlite;

/// <summary>The disk is full, fails or is busy: the store says so, promises nothing, and goes on by itself when it can.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private readonly string _directory = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"pintle-fault-{Guid.CreateVersion7():N}");
    private readonly SegmentEncoder _encoder = new();

    public static TheoryData<DiskOperation, int, string> Faults => new()
    {
        { DiskOperation.Write, NativeSqlite.Full, "-wal" },
        { DiskOperation.Write, NativeSqlite.IoErrorOnWrite, "-wal" },
        { DiskOperation.Sync, NativeSqlite.IoErrorOnSync, "-wal" },
        { DiskOperation.Write, NativeSqlite.Full, ".db" },
        { DiskOperation.Sync, NativeSqlite.IoErrorOnSync, ".db" },
        { DiskOperation.Open, NativeSqlite.CannotOpen, "-wal" },
        { DiskOperation.Open, NativeSqlite.Full, ".db" },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _encoder.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_disk_that_fails_costs_no_answered_segment_and_the_store_goes_on_when_it_is_well_again(DiskOperation operation, int error, string part)
    {
        using var disk = new RecordedDisk(_directory);
        await using var store = await SqliteStore.OpenAsync(
            PowerRun.Options(_directory) with { SegmentFileBytes = 24 << 10 }, new FakeTimeProvider(Some.Time), NullLogger<SqliteStore>.Instance, Ct);
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        var (random, answered, asked) = (new Random(7), new List<EncodedSegment>(), 0);
        var (every, failing) = (operation == DiskOperation.Open ? 3 : 12, new Random(8));
        disk.Fault = (o, path) =>
        {
            if (o != operation || !path.EndsWith(part, StringComparison.Ordinal))
            {
                return NativeSqlite.Ok;
            }

            lock (failing)
            {
                asked++;
                return failing.Next(every) == 0 ? error : NativeSqlite.Ok;
            }
        };
        var (failures, commits) = (0, 0);
        for (var i = 0; i < 100; i++)
        {
            var segment = Segment(lane, i);
            failures += await UntilItSucceedsAsync(() => store.AppendAsync(0, segment, Ct), () => AssertKept(disk, answered, segment, random));
            answered.Add(segment);
            var commit = Commit(lane, ++commits);
            failures += await UntilItSucceedsAsync(() => store.CommitAsync(0, commit, Ct), () => { });
        }

        // The background opens and writes files too, and its failures are nobody's but the log's.
        Assert.True(failures > 0 || (asked > 10 && operation != DiskOperation.Open && part == ".db"), $"Nothing failed in {asked} calls.");
        disk.Fault = (_, _) => NativeSqlite.Ok;
        Assert.Equal(answered.Select(s => s.Id), await IdsAsync(store));
        Assert.Equal(commits, BitConverter.ToInt32((await store.Outcomes.ConsumersAsync(0, "c", Ct)).Single().State));
        Assert.Equal(commits, (await store.Outcomes.CountersAsync(CounterGrain.Day, Some.Time.AddDays(-1), Some.Time.AddDays(1), Ct)).Sum(c => c.Count));
    }

    [Fact]
    public async Task Another_process_that_keeps_a_file_locked_makes_the_store_unavailable_until_it_lets_go()
    {
        await using var store = await OpenAsync();
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        await store.AppendAsync(0, Segment(lane, 0), Ct);
        using (var other = Other("segments-000001.db"))
        {
            other.Execute("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(0, Segment(lane, 1), Ct));
            await store.CommitAsync(0, Commit(lane, 1), Ct);
        }

        await store.AppendAsync(0, Segment(lane, 1), Ct);
        Assert.Equal(2, (await IdsAsync(store)).Count);
    }

    [Fact]
    public async Task A_reader_that_keeps_its_transaction_open_holds_up_no_commit()
    {
        await using var store = await SqliteStore.OpenAsync(
            PowerRun.Options(_directory) with { SegmentFileBytes = long.MaxValue }, new FakeTimeProvider(Some.Time), NullLogger<SqliteStore>.Instance, Ct);
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        await store.AppendAsync(0, Segment(lane, 0), Ct);
        using (var other = Other("segments-000001.db"))
        {
            other.Execute("BEGIN");
            other.Scalar("SELECT count(*) FROM segment");
            for (var i = 1; i < 200; i++)
            {
                // Waiting for the reader would take as long as the busy time-out.
                var started = Stopwatch.GetTimestamp();
                await store.AppendAsync(0, Segment(lane, i), Ct);
                Assert.True(Stopwatch.GetElapsedTime(started).TotalMilliseconds < SqliteConnections.BusyTimeout);
            }
        }

        // Without the reader, the log starts over instead of growing: soon it stays as long as it is.
        var wal = new FileInfo(Path.Combine(_directory, "segments-000001.db-wal"));
        long before;
        var next = 200;
        do
        {
            wal.Refresh();
            before = wal.Length;
            for (var end = next + 100; next < end; next++)
            {
                await store.AppendAsync(0, Segment(lane, next), Ct);
            }

            wal.Refresh();
        }
        while (wal.Length > before);
    }

    // The power goes now: what was answered is there, and at most the one in question besides.
    private void AssertKept(RecordedDisk disk, List<EncodedSegment> answered, EncodedSegment inQuestion, Random random)
    {
        DiskState? state = null;
        disk.Look(d => state = d.Snapshot());
        var left = $"{_directory}/after";
        state!.CutPower(left, random);
        var ids = new List<Guid>();
        foreach (var file in Directory.GetFiles(left, "segments-*.db").Order(StringComparer.Ordinal))
        {
            using var connection = SqliteConnections.Open(file);
            if (connection.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'segment'") == 1)
            {
                ids.AddRange(SegmentRows.Read(connection, 0, int.MaxValue, SegmentParts.Head).Select(s => SegmentDecoder.DecodeId(s.Head.Span)));
            }
        }

        Assert.Equal(answered.Select(s => s.Id), ids.Where(id => id != inQuestion.Id));
        Directory.Delete(left, recursive: true);
    }

    private static async Task<int> UntilItSucceedsAsync(Func<Task> work, Action afterFailure)
    {
        for (var failures = 0; ; failures++)
        {
            Assert.True(failures < 100, "It never succeeds.");
            try
            {
                await work();
                return failures;
            }
            catch (StoreUnavailableException)
            {
                // Perhaps it is stored, perhaps not: whoever asked asks for the same once more.
                afterFailure();
            }
        }
    }

    private static OutcomeCommit Commit(LaneGrant lane, int number) => new()
    {
        Id = Guid.CreateVersion7(Some.Time), Node = "n", Fence = [new LaneEpoch(0, lane.Epoch)], Consumers = [new("c", BitConverter.GetBytes(number))],
        Counters = [new(Some.Time, new CounterKey("s", "d", "n", OutcomeKind.Delivered, "", false), 1)],
    };

    private static async Task<List<Guid>> IdsAsync(SqliteStore store)
    {
        var (ids, from) = (new List<Guid>(), 0L);
        while (await store.ReadAsync(0, from, int.MaxValue, SegmentParts.Head, Ct) is { Count: > 0 } page)
        {
            ids.AddRange(page.Select(s => SegmentDecoder.DecodeId(s.Head.Span)));
            from = page[^1].Sequence + 1;
        }

        return ids;
    }

    private EncodedSegment Segment(LaneGrant lane, long offset) =>
        _encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(0, lane.Epoch, lane.NextOffset + offset, [PowerModel.Event(0, $"m{offset}")])]);

    private SqliteConnection Other(string file)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, file)};Pooling=false");
        connection.Open();
        return connection;
    }

    private async Task<SqliteStore> OpenAsync() =>
        await SqliteStore.OpenAsync(PowerRun.Options(_directory), new FakeTimeProvider(Some.Time), NullLogger<SqliteStore>.Instance, Ct);
}
