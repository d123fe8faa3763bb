using System.Runtime.CompilerServices;
using Pintle.Events;
using Pintle.Store.Outcomes;

namespace Pintle.Store.Postgres;

/// <summary>Reads committed outcomes.</summary>
internal sealed class PostgresOutcomeReader(IReadOnlyList<PostgresDatabase> shards) : IOutcomeReader
{
    private const int ParkedPerRead = 1_000;

    public async Task<IReadOnlyList<StoredConsumerRow>> ConsumersAsync(int shard, string? consumer, CancellationToken ct) => await shards[shard].QueryAsync(
        "SELECT node, consumer, state FROM pintle.consumer WHERE $1::text IS NULL OR consumer = $1",
        row => new StoredConsumerRow(row.GetString(0), row.GetString(1), row.Blob(2)), ct, consumer);

    public async IAsyncEnumerable<ParkedRow> ParkedAsync(int shard, string consumer, [EnumeratorCancellation] CancellationToken ct)
    {
        var (lane, user) = (-1, 0L);
        while (true)
        {
            var page = await shards[shard].QueryAsync(
                """
                SELECT lane, user_key, next_try, state FROM pintle.parked WHERE consumer = $1 AND (lane, user_key) > ($2, $3)
                ORDER BY lane, user_key LIMIT $4
                """,
                row => new ParkedRow(new ParkedKey(consumer, row.GetInt32(0), new UserKey((ulong)row.GetInt64(1))), row.Time(2), row.Blob(3)),
                ct, consumer, lane, user, ParkedPerRead);
            foreach (var parked in page)
            {
                yield return parked;
            }

            if (page.Count < ParkedPerRead)
            {
                yield break;
            }

            (lane, user) = (page[^1].Key.Lane, (long)page[^1].Key.User.Hash);
        }
    }

    public async Task<IReadOnlyList<ParkedRange>> ParkedRangesAsync(int shard, ParkedKey parked, long fromOffset, int limit, CancellationToken ct) =>
        await shards[shard].QueryAsync(
            """
            SELECT first_offset, events FROM pintle.parked_range
            WHERE consumer = $1 AND lane = $2 AND user_key = $3 AND first_offset >= $4 ORDER BY first_offset LIMIT $5
            """,
            row => new ParkedRange(new ParkedRangeKey(parked, row.GetInt64(0)), row.Blob(1)),
            ct, parked.Consumer, parked.Lane, (long)parked.User.Hash, fromOffset, limit);

    public async Task<IReadOnlyList<SpillRow>> SpillsAsync(int shard, string consumer, long fromSequence, int maxBytes, CancellationToken ct) =>
        await shards[shard].QueryAsync(
            """
            SELECT sequence, at, head, body FROM (
                SELECT *, sum(octet_length(head) + octet_length(body)) OVER (ORDER BY sequence) - octet_length(head) - octet_length(body) AS before
                FROM (SELECT * FROM pintle.spill WHERE consumer = $1 AND sequence >= $2 ORDER BY sequence LIMIT 512) page) sized
            WHERE before < $3 ORDER BY sequence
            """,
            row => new SpillRow(new SpillKey(consumer, row.GetInt64(0)), row.Time(1), row.Blob(2), row.Blob(3)), ct, consumer, fromSequence, (long)maxBytes);

    public async Task<IReadOnlyList<PlanRow>> PlansAsync(int shard, string consumer, CancellationToken ct) => await shards[shard].QueryAsync(
        "SELECT id, at, revision, ranges FROM pintle.plan WHERE consumer = $1 ORDER BY at, id",
        row => new PlanRow(row.GetGuid(0), consumer, row.Time(1), row.GetString(2), row.Blob(3)), ct, consumer);

    public async Task<IReadOnlyList<JobRow>> JobsAsync(CancellationToken ct) => await shards[0].QueryAsync(
        "SELECT id, kind, state, at, spec, progress FROM pintle.job ORDER BY at DESC, id DESC",
        row => new JobRow(row.GetGuid(0), row.GetString(1), (JobState)row.GetInt32(2), row.Time(3), row.GetString(4), row.GetString(5)), ct);

    public async Task<IReadOnlyList<CounterRow>> CountersAsync(CounterGrain grain, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var rows = new List<CounterRow>();
        foreach (var shard in shards)
        {
            await PostgresCounters.RollUpAsync(shard, ct);
            rows.AddRange(await PostgresCounters.ReadAsync(shard, grain, from, to, ct));
        }

        return [.. rows.GroupBy(r => (r.Bucket, r.Key)).Select(g => new CounterRow(g.Key.Bucket, g.Key.Key, g.Sum(r => r.Count))).OrderBy(r => r.Bucket)];
    }

    public async Task<IReadOnlyList<OutcomeSum>> CounterSumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var sums = new List<OutcomeSum>();
        foreach (var shard in shards)
        {
            await PostgresCounters.RollUpAsync(shard, ct);
            sums.AddRange(await PostgresCounters.SumAsync(shard, from, to, ct));
        }

        return [.. sums.GroupBy(s => (s.SourceId, s.DestinationId, s.Kind)).Select(g => new OutcomeSum(g.Key.SourceId, g.Key.DestinationId, g.Key.Kind, g.Sum(s => s.Count)))];
    }
}
