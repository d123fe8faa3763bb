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
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-fault-{Guid.CreateVersion7():N}");
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
        await using var store = await OpenAsync();
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        var random = new Random(7);
        var (answered, failures, commits) = (new List<EncodedSegment>(), 0, 0);
        for (var round = 0; round < 40; round++)
        {
            var isFailing = round % 4 == 3;
            disk.Fault = (o, path) => isFailing && o == operation && path.EndsWith(part, StringComparison.Ordinal) ? error : NativeSqlite.Ok;
            for (var i = 0; i < 5; i++)
            {
                var segment = Segment(lane, answered.Count);
                try
                {
                    await store.AppendAsync(0, segment, Ct);
                }
                catch (StoreUnavailableException)
                {
                    // Perhaps it is stored, perhaps not: the owner sends the same one again, as here.
                    failures++;
                    AssertKept(disk, answered, segment, random);
                    disk.Fault = (_, _) => NativeSqlite.Ok;
                    await store.AppendAsync(0, segment, Ct);
                }

                answered.Add(segment);
                commits = await CommitAsync(store, lane, commits);
            }
        }

        Assert.True(failures > 0 || part == ".db", "Nothing failed.");
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
            await CommitAsync(store, lane, 0);
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
            var started = Stopwatch.GetTimestamp();
            for (var i = 1; i < 200; i++)
            {
                await store.AppendAsync(0, Segment(lane, i), Ct);
            }

            // Waiting for the reader once would take as long as the busy time-out.
            Assert.True(Stopwatch.GetElapsedTime(started).TotalMilliseconds < SqliteConnections.BusyTimeout);
        }

        var wal = new FileInfo(Path.Combine(_directory, "segments-000001.db-wal"));
        var grown = wal.Length;
        for (var i = 200; i < 300; i++)
        {
            await store.AppendAsync(0, Segment(lane, i), Ct);
        }

        wal.Refresh();
        Assert.True(wal.Length < grown, $"The log has grown from {grown} to {wal.Length} bytes.");
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

    private async Task<int> CommitAsync(SqliteStore store, LaneGrant lane, int commits)
    {
        var commit = new OutcomeCommit
        {
            Id = Guid.CreateVersion7(Some.Time), Node = "n", Fence = [new LaneEpoch(0, lane.Epoch)], Consumers = [new("c", BitConverter.GetBytes(commits + 1))],
            Counters = [new(Some.Time, new CounterKey("s", "d", "n", OutcomeKind.Delivered, "", false), 1)],
        };
        while (true)
        {
            try
            {
                await store.CommitAsync(0, commit, Ct);
                return commits + 1;
            }
            catch (StoreUnavailableException) when (DiskOf(_directory) is { } disk)
            {
                disk.Fault = (_, _) => NativeSqlite.Ok;
            }
        }
    }

    private static RecordedDisk? DiskOf(string directory) => DiskVfs.Find(directory);

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
