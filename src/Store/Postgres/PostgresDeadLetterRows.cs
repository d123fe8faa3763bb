using Npgsql;
using Pintle.Store.DeadLetters;

namespace Pintle.Store.Postgres;

/// <summary>Dead letters as rows of a shard.</summary>
internal sealed class PostgresDeadLetterRows(PostgresDatabase shard) : IDeadLetterRows
{
    private const int BatchesPerDelete = 250;

    // From one kind to the next, by the key: there may be a million rows of each.
    private const string Kinds = """
        WITH RECURSIVE found(destination, reason) AS (
            (SELECT destination, reason FROM pintle.dead_index WHERE $1::text IS NULL OR destination = $1 ORDER BY destination, reason LIMIT 1)
            UNION ALL
            SELECT next.destination, next.reason FROM found, LATERAL (
                SELECT i.destination, i.reason FROM pintle.dead_index i
                WHERE (i.destination, i.reason) > (found.destination, found.reason) AND ($1::text IS NULL OR i.destination = $1) ORDER BY i.destination, i.reason LIMIT 1) next
        )
        , kind AS (SELECT destination, reason FROM found WHERE $2::text IS NULL OR reason = $2)
        """;

    public async Task<IReadOnlyList<DeadLetterKind>> KindsAsync(DeadLetterFilter filter, CancellationToken ct) =>
        await shard.QueryAsync(Kinds + "SELECT destination, reason FROM kind", row => new DeadLetterKind(row.GetString(0), row.GetString(1)), ct, filter.DestinationId, filter.Reason);

    public async Task<IReadOnlyDictionary<DeadLetterKind, IReadOnlyList<DeadIndexRow>>> FirstRowsAsync(DeadLetterFilter filter, long fromBatch, int limit, CancellationToken ct)
    {
        if (filter is { DestinationId: null, Reason: null })
        {
            return new Dictionary<DeadLetterKind, IReadOnlyList<DeadIndexRow>> { [DeadLetterKind.Any] = await RowsAsync(DeadLetterKind.Any, filter, fromBatch, limit, ct) };
        }

        var (from, order) = Direction(filter);
        var rows = await shard.QueryAsync(
            $"""
            {Kinds}SELECT batch, first, last, members, kind.destination, kind.reason FROM kind, LATERAL (
                SELECT batch, first, last, members FROM pintle.dead_index i
                WHERE i.destination = kind.destination AND i.reason = kind.reason AND {from} $3 AND last >= $4 AND first < $5 ORDER BY batch {order} LIMIT $6) row
            """,
            row => (Kind: new DeadLetterKind(row.GetString(4), row.GetString(5)), Row: Row(row)), ct,
            filter.DestinationId, filter.Reason, fromBatch, After(filter), Before(filter), limit);
        return rows.GroupBy(r => r.Kind).ToDictionary(
            k => k.Key, k => (IReadOnlyList<DeadIndexRow>)[.. (filter.NewestFirst ? k.OrderByDescending(r => r.Row.Batch) : k.OrderBy(r => r.Row.Batch)).Select(r => r.Row)]);
    }

    public async Task<IReadOnlyList<DeadIndexRow>> RowsAsync(DeadLetterKind kind, DeadLetterFilter filter, long fromBatch, int limit, CancellationToken ct)
    {
        var (from, order) = Direction(filter);
        return kind == DeadLetterKind.Any
            ? await shard.QueryAsync(
                $"SELECT batch, min(first), max(last), NULL::bytea FROM pintle.dead_index WHERE {from} $1 AND last >= $2 AND first < $3 GROUP BY batch ORDER BY batch {order} LIMIT $4",
                Row, ct, fromBatch, After(filter), Before(filter), limit)
            : await shard.QueryAsync(
                $"SELECT batch, first, last, members FROM pintle.dead_index WHERE destination = $5 AND reason = $6 AND {from} $1 AND last >= $2 AND first < $3 ORDER BY batch {order} LIMIT $4",
                Row, ct, fromBatch, After(filter), Before(filter), limit, kind.DestinationId, kind.Reason);
    }

    public async Task<IReadOnlyList<DeadIndexRow>> RowsOfAsync(long batch, CancellationToken ct) =>
        await shard.QueryAsync("SELECT batch, first, last, members FROM pintle.dead_index WHERE batch = $1", Row, ct, batch);

    public async Task<byte[]?> BatchAsync(long batch, CancellationToken ct) =>
        (await shard.QueryAsync("SELECT letters FROM pintle.dead_batch WHERE id = $1", row => row.Blob(0), ct, batch)).FirstOrDefault();

    public Task<long> LastBatchAsync(CancellationToken ct) => shard.RunAsync(c => c.NumberAsync("SELECT max(id) FROM pintle.dead_batch", ct), ct);

    public async Task<(long First, long Last)> ReachAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct) => (
        from is null ? 0 : await EndedFromAsync(from, ct) ?? long.MaxValue, to is null ? long.MaxValue : await EndedFromAsync(to, ct) ?? long.MaxValue);

    public Task<long> DeleteAsync(DeadLetterKind kind, IReadOnlyCollection<long> batches, CancellationToken ct) => shard.TransactAsync(
        async c =>
        {
            var ids = batches.ToArray();
            var counts = await c.QueryAsync(
                "DELETE FROM pintle.dead_index WHERE destination = $1 AND reason = $2 AND batch = ANY($3) RETURNING count", row => row.GetInt64(0), ct, kind.DestinationId, kind.Reason, ids);
            await c.ExecuteAsync("DELETE FROM pintle.dead_batch b WHERE id = ANY($1) AND NOT EXISTS (SELECT 1 FROM pintle.dead_index i WHERE i.batch = b.id)", ct, ids);
            return counts.Sum();
        },
        ct);

    public Task<long> RemoveAsync(long batch, IReadOnlyCollection<int> indexes, CancellationToken ct) =>
        shard.RunAsync(c => c.NumberAsync("SELECT pintle.remove_dead_letters($1, $2)", ct, batch, indexes.ToArray()), ct);

    public Task<long> ExpiredUpToAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct) => shard.RunAsync(
        c => c.NumberAsync(
            """
            SELECT max(id) FROM (SELECT id, at, sum(octet_length(letters)) OVER (ORDER BY id DESC) AS newer FROM pintle.dead_batch) b
            WHERE at < $1 OR newer > $2
            """,
            ct, olderThan.ToUnixTimeMilliseconds(), maxBytes),
        ct);

    public Task<long?> DeleteOldestAsync(long upToBatch, CancellationToken ct) => shard.TransactAsync<long?>(
        async c =>
        {
            var ids = (await c.QueryAsync("SELECT id FROM pintle.dead_batch WHERE id <= $1 ORDER BY id LIMIT $2", row => row.GetInt64(0), ct, upToBatch, BatchesPerDelete)).ToArray();
            if (ids.Length == 0)
            {
                return null;
            }

            var counts = await c.QueryAsync("DELETE FROM pintle.dead_index WHERE batch = ANY($1) RETURNING count", row => row.GetInt64(0), ct, ids);
            await c.ExecuteAsync("DELETE FROM pintle.dead_batch WHERE id = ANY($1)", ct, ids);
            return counts.Sum();
        },
        ct);

    private async Task<long?> EndedFromAsync(DateTimeOffset? time, CancellationToken ct) => (await shard.QueryAsync(
        "SELECT id FROM pintle.dead_batch WHERE at >= $1 ORDER BY at, id LIMIT 1", row => (long?)row.GetInt64(0), ct, time?.ToUnixTimeMilliseconds())).FirstOrDefault();

    private static (string From, string Order) Direction(DeadLetterFilter filter) => filter.NewestFirst ? ("batch <=", "DESC") : ("batch >=", "ASC");

    private static long After(DeadLetterFilter filter) => filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue;

    private static long Before(DeadLetterFilter filter) => filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    private static DeadIndexRow Row(NpgsqlDataReader row) => new(row.GetInt64(0), row.Time(1), row.Time(2), row.IsDBNull(3) ? null : row.Blob(3));
}
