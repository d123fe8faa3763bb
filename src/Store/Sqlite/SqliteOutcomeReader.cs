using System.Runtime.CompilerServices;
using Pintle.Events;
using Pintle.Store.Outcomes;

namespace Pintle.Store.Sqlite;

/// <summary>Reads committed outcomes.</summary>
internal sealed class SqliteOutcomeReader(SqliteFile file) : IOutcomeReader
{
    private const int ParkedPerRead = 1_000;

    public async Task<IReadOnlyList<StoredConsumerRow>> ConsumersAsync(int shard, string? consumer, CancellationToken ct) => await file.ReadAsync(
        c => c.Query(
            "SELECT node, consumer, state FROM consumer WHERE $1 IS NULL OR consumer = $1",
            row => new StoredConsumerRow(row.GetString(0), row.GetString(1), row.Blob(2)), consumer),
        ct);

    public async IAsyncEnumerable<ParkedRow> ParkedAsync(int shard, string consumer, [EnumeratorCancellation] CancellationToken ct)
    {
        long after = 0;
        while (true)
        {
            var page = await file.ReadAsync(
                c => c.Query(
                    "SELECT rowid, lane, user, next_try, state FROM parked WHERE consumer = $1 AND rowid > $2 ORDER BY rowid LIMIT $3",
                    row => (Row: row.GetInt64(0), Parked: new ParkedRow(
                        new ParkedKey(consumer, row.GetInt32(1), new UserKey((ulong)row.GetInt64(2))), row.Time(3), row.Blob(4))),
                    consumer, after, ParkedPerRead),
                ct);
            foreach (var (_, parked) in page)
            {
                yield return parked;
            }

            if (page.Count < ParkedPerRead)
            {
                yield break;
            }

            after = page[^1].Row;
        }
    }

    public async Task<IReadOnlyList<ParkedRange>> ParkedRangesAsync(int shard, ParkedKey parked, long fromOffset, int limit, CancellationToken ct) =>
        await file.ReadAsync(
            c => c.Query(
                """
                SELECT first_offset, events FROM parked_range
                WHERE consumer = $1 AND lane = $2 AND user = $3 AND first_offset >= $4 ORDER BY first_offset LIMIT $5
                """,
                row => new ParkedRange(new ParkedRangeKey(parked, row.GetInt64(0)), row.Blob(1)),
                parked.Consumer, parked.Lane, (long)parked.User.Hash, fromOffset, limit),
            ct);

    public async Task<IReadOnlyList<SpillRow>> SpillsAsync(int shard, string consumer, long fromSequence, int maxBytes, CancellationToken ct) =>
        await file.ReadAsync(
            c =>
            {
                using var command = c.CreateCommand();
                command.CommandText = "SELECT sequence, at, head, body FROM spill WHERE consumer = $1 AND sequence >= $2 ORDER BY sequence";
                command.Parameters.AddWithValue("$1", consumer);
                command.Parameters.AddWithValue("$2", fromSequence);
                using var rows = command.ExecuteReader();
                var spills = new List<SpillRow>();
                long bytes = 0;
                while (bytes < maxBytes && rows.Read())
                {
                    var spill = new SpillRow(new SpillKey(consumer, rows.GetInt64(0)), rows.Time(1), rows.Blob(2), rows.Blob(3));
                    spills.Add(spill);
                    bytes += spill.Head.Length + spill.Body.Length;
                }

                return spills;
            },
            ct);

    public async Task<IReadOnlyList<PlanRow>> PlansAsync(int shard, string consumer, CancellationToken ct) => await file.ReadAsync(
        c => c.Query(
            "SELECT id, at, revision, ranges FROM plan WHERE consumer = $1 ORDER BY at",
            row => new PlanRow(new Guid(row.Blob(0)), consumer, row.Time(1), row.GetString(2), row.Blob(3)), consumer),
        ct);

    public async Task<IReadOnlyList<JobRow>> JobsAsync(CancellationToken ct) => await file.ReadAsync(
        c => c.Query(
            "SELECT id, kind, state, at, spec, progress FROM job ORDER BY at DESC",
            row => new JobRow(new Guid(row.Blob(0)), row.GetString(1), (JobState)row.GetInt32(2), row.Time(3), row.GetString(4), row.GetString(5))),
        ct);

    public async Task<IReadOnlyList<CounterRow>> CountersAsync(CounterGrain grain, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await RollUpAsync(ct);
        return await file.ReadAsync(c => SqliteCounters.Read(c, grain, from, to), ct);
    }

    public async Task<IReadOnlyList<OutcomeSum>> CounterSumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await RollUpAsync(ct);
        return await file.ReadAsync(c => SqliteCounters.Sum(c, from, to), ct);
    }

    private Task<bool> RollUpAsync(CancellationToken ct) => file.WriteAsync(
        f =>
        {
            SqliteCounters.RollUp(f);
            return true;
        },
        ct);
}
