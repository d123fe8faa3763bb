using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pintle.Events;
using Pintle.Store.Postgres;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Postgres;

/// <summary>A database of a former version: it is read as it is, appended to in this version's format, and trimmed without a rest.</summary>
public sealed class PostgresFormerFormatTests(PostgresFixture postgres) : IDisposable
{
    // As format 3 had it: the message keys in a table of their own.
    private const string KeysApart = """
        CREATE TABLE pintle.keys_1 AS SELECT sequence, at, keys FROM pintle.segment_1;
        ALTER TABLE pintle.segment_1 DROP COLUMN keys;
        ALTER TABLE pintle.bucket DROP COLUMN keys_apart;
        DROP INDEX pintle.dead_batch_by_time;
        UPDATE pintle.meta SET version = 3;
        """;

    private readonly SegmentEncoder _encoder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public async Task Keys_in_a_table_of_their_own()
    {
        var shard = await postgres.Cluster.CreateDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(shard).Database!;
        await using (var former = await OpenAsync(shard))
        {
            var lane = (await former.AcquireAsync([0], Ct)).Single();
            await former.AppendAsync(0, Segment(lane, 0), Ct);
            await former.AppendAsync(0, Segment(lane, 1), Ct);
        }

        await postgres.Cluster.ExecuteAsync(KeysApart, database);
        await using var store = await OpenAsync(shard);
        var owned = (await store.AcquireAsync([0], Ct)).Single();
        Assert.Equal(2, owned.NextOffset);
        var last = await store.AppendAsync(0, Segment(owned, 2), Ct);

        var segments = await store.ReadAsync(0, 0, int.MaxValue, SegmentParts.All, Ct);
        segments = [.. segments, .. await store.ReadAsync(0, segments[^1].Sequence + 1, int.MaxValue, SegmentParts.All, Ct)];
        Assert.Equal([0L, 1, 2], segments.SelectMany(s => SegmentDecoder.Decode(s).Events).Select(e => e.Offset));
        var keys = new List<MessageKey>();
        await foreach (var stored in store.ReadMessageKeysAsync(0, DateTimeOffset.UnixEpoch, Ct))
        {
            keys.AddRange(MessageKeyBlock.Read(stored));
        }

        Assert.Equal(Enumerable.Range(0, 3).Select(n => Some.Event(0, $"m{n}").Key!.Value), keys);

        Assert.Equal(3, (await store.TrimAsync(0, last + 1, Some.Time.AddDays(1), Ct)).Segments);
        await store.AppendAsync(0, Segment(owned, 3), Ct);
        Assert.Equal("segment_3", PostgresCluster.Scalar("SELECT string_agg(tablename, ' ') FROM pg_tables WHERE tablename ~ '^(segment|keys)_'", shard));
    }

    private EncodedSegment Segment(LaneGrant lane, long offset) => _encoder.Encode(
        Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(lane.Lane, lane.Epoch, offset, [Some.Event(lane.Lane, $"m{offset}")])]);

    private static Task<PostgresStore> OpenAsync(string shard) => PostgresStore.OpenAsync(
        new PostgresStoreOptions { Shards = [shard] }, new FakeTimeProvider(Some.Time), NullLogger<PostgresStore>.Instance, Ct);
}
