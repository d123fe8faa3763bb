using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pintle.Store.Outcomes;
using Pintle.Store.Postgres;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Postgres;

/// <summary>The server's disk is full, or the network swallows everything: the store says so, and goes on by itself.</summary>
public sealed class PostgresFaultTests(PostgresFixture postgres) : IDisposable
{
    // The server answers as with a full disk, wherever the store writes.
    private const string FullDisk = """
        CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
        END $$;
        DO $$
        DECLARE made record;
        BEGIN
            FOR made IN SELECT tablename FROM pg_tables WHERE schemaname = 'pintle' LOOP
                EXECUTE format('CREATE TRIGGER full_disk BEFORE INSERT ON pintle.%I FOR EACH STATEMENT EXECUTE FUNCTION public.full_disk()', made.tablename);
            END LOOP;
        END $$;
        """;

    // Reading the third segment's body meets a bad page.
    private const string BadPage = """
        CREATE FUNCTION public.bad_page() RETURNS bytea LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'invalid page in block 7' USING ERRCODE = 'XX001';
        END $$;
        ALTER TABLE pintle.segment_1 RENAME TO whole;
        CREATE VIEW pintle.segment_1 AS
            SELECT sequence, at, head, CASE WHEN sequence IN (3, 4) THEN public.bad_page() ELSE body END AS body FROM pintle.whole;
        """;

    private readonly SegmentEncoder _encoder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public async Task A_full_disk_stores_nothing_and_the_store_goes_on_when_there_is_room()
    {
        var shard = await postgres.Cluster.CreateDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(shard).Database!;
        await using var store = await OpenAsync(shard);
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        await store.AppendAsync(0, Segment(lane, 0), Ct);
        await postgres.Cluster.ExecuteAsync(FullDisk, database);

        var (segment, commit) = (Segment(lane, 1), Commit(lane));
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("full", (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(0, segment, Ct))).Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(0, commit, Ct));
        }

        Assert.Single(await store.ReadAsync(0, 0, int.MaxValue, SegmentParts.Head, Ct));
        Assert.Empty(await store.Outcomes.ConsumersAsync(0, null, Ct));

        await postgres.Cluster.ExecuteAsync("DROP FUNCTION public.full_disk() CASCADE", database);
        await GoesOnAsync(store, lane, segment, commit);
    }

    [Fact]
    public async Task A_reader_that_refreshes_its_list_while_a_bucket_is_dropped_leaves_the_newest_to_append_to()
    {
        var shard = await postgres.Cluster.CreateDatabaseAsync();
        PostgresStore? store = null;
        store = await OpenAsync(new PostgresStoreOptions
        {
            Shards = [shard],
            FailPoint = place =>
            {
                if (place == "trim.after-drop")
                {
                    Task.Run(() => store!.StatusAsync(0, Ct), Ct).GetAwaiter().GetResult();
                }
            },
        });
        await using (store)
        {
            var lane = (await store.AcquireAsync([0], Ct)).Single();
            for (var offset = 0; offset < 3; offset++)
            {
                var sequence = await store.AppendAsync(0, Segment(lane, offset), Ct);
                Assert.Equal(1, (await store.TrimAsync(0, sequence + 1, Some.Time.AddHours(1), Ct)).Segments);
            }
        }
    }

    [Fact]
    public async Task A_bad_page_costs_only_what_stands_on_it()
    {
        var shard = await postgres.Cluster.CreateDatabaseAsync();
        await using var store = await OpenAsync(shard);
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        for (var i = 0; i < 6; i++)
        {
            await store.AppendAsync(0, Segment(lane, i), Ct);
        }

        await postgres.Cluster.ExecuteAsync(BadPage, new NpgsqlConnectionStringBuilder(shard).Database!);
        var read = await store.ReadAsync(0, 0, int.MaxValue, SegmentParts.All, Ct);
        Assert.Equal([1L, 2, 4, 5, 6], read.Select(s => s.Sequence));
        Assert.Throws<SegmentDamagedException>(() => SegmentDecoder.Decode(read[2]));
        Assert.Equal([0L, 1, 4, 5], read.Where(s => !s.Head.IsEmpty).SelectMany(s => SegmentDecoder.Decode(s).Events).Select(e => e.Offset));
    }

    [Fact]
    public async Task A_network_that_swallows_everything_is_noticed_and_nothing_is_stored_twice()
    {
        var shard = new NpgsqlConnectionStringBuilder(await postgres.Cluster.CreateDatabaseAsync());
        await using var proxy = new SilentProxy(shard.Port);
        shard.Port = proxy.Port;
        await using var store = await OpenAsync($"{shard.ConnectionString};Command Timeout=1;Timeout=1");
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        await store.AppendAsync(0, Segment(lane, 0), Ct);

        var (segment, commit) = (Segment(lane, 1), Commit(lane));
        proxy.IsSilent = true;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(0, segment, Ct)),
            Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(0, commit, Ct)),
            Assert.ThrowsAsync<StoreUnavailableException>(() => store.PingAsync(Ct)));

        // Left to TCP it would take a quarter of an hour.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 20);

        proxy.IsSilent = false;
        while (true)
        {
            try
            {
                await GoesOnAsync(store, lane, segment, commit);
                return;
            }
            catch (StoreUnavailableException)
            {
                // One more of the pool's connections that were swallowed.
            }
        }
    }

    [Fact]
    public void A_silent_network_is_noticed_within_thirty_seconds_unless_the_connection_string_says_otherwise()
    {
        var settings = PostgresDatabase.SettingsOf("Host=db;Database=pintle");
        Assert.InRange(settings.CommandTimeout, 5, 29);
        Assert.Equal(-1, settings.CancellationTimeout);
        Assert.InRange(settings.Timeout, 1, 29);
        Assert.True(settings.TcpKeepAlive);
        Assert.InRange(settings.TcpKeepAliveTime, 1, 15);

        var given = PostgresDatabase.SettingsOf("Host=db;Database=pintle;CommandTimeout=30;Timeout=15;Keepalive=7");
        Assert.Equal((30, 15, 7, false), (given.CommandTimeout, given.Timeout, given.KeepAlive, given.TcpKeepAlive));
    }

    private static async Task GoesOnAsync(PostgresStore store, LaneGrant lane, EncodedSegment segment, OutcomeCommit commit)
    {
        await store.AppendAsync(0, segment, Ct);
        await store.CommitAsync(0, commit, Ct);
        var stored = await store.ReadAsync(0, 0, int.MaxValue, SegmentParts.Head, Ct);
        Assert.Equal(2, stored.Count);
        Assert.Equal(segment.Id, SegmentDecoder.DecodeId(stored[1].Head.Span));
        Assert.Equal(1, (await store.Outcomes.CountersAsync(CounterGrain.Day, Some.Time.AddDays(-1), Some.Time.AddDays(1), Ct)).Single().Count);
        Assert.Equal(lane.NextOffset + 2, (await store.AcquireAsync([lane.Lane], Ct)).Single().NextOffset);
    }

    private EncodedSegment Segment(LaneGrant lane, long offset) =>
        _encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(0, lane.Epoch, lane.NextOffset + offset, [Some.Event(0, $"m{offset}")])]);

    private static OutcomeCommit Commit(LaneGrant lane) => new()
    {
        Id = Guid.CreateVersion7(Some.Time), Node = "n", Fence = [new LaneEpoch(0, lane.Epoch)], Consumers = [new("c", [1])],
        Counters = [new(Some.Time, new CounterKey("s", "d", "n", OutcomeKind.Delivered, "", false), 1)],
    };

    private static Task<PostgresStore> OpenAsync(string shard) => OpenAsync(new PostgresStoreOptions { Shards = [shard] });

    private static Task<PostgresStore> OpenAsync(PostgresStoreOptions options) =>
        PostgresStore.OpenAsync(options, new FakeTimeProvider(Some.Time), NullLogger<PostgresStore>.Instance, Ct);
}
