using Npgsql;
using Pintle.Store.DeadLetters;

namespace Pintle.Store.Postgres;

/// <summary>Dead letters as rows of a shard.</summary>
internal sealed class PostgresDeadLetterRows(PostgresDatabase shard) : IDeadLetterRows
{
    private const int BatchesPerDelete = 250;

    // From one kind to the next, by the key: there may be a million rows of each.
    private const string Kinds = """
        WITH RECURSIVE kind(destination, reason) AS (
            (SELECT destination, reason FROM pintle.dead_index WHERE $1::text IS NULL OR destination = $1 ORDER BY destination, reason LIMIT 1)
            UNION ALL
            SELECT next.destination, next.reason FROM kind, LATERAL (
                SELECT i.destination, i.reason FROM pintle.dead_index i
                WHERE (i.destination, i.reason) > (kind.destination, kind.reason) AND ($1::text IS NULL OR i.destination = $1) ORDER BY i.destination, i.reason LIMIT 1) next
        )
        SELECT destination, reason FROM kind WHERE $2::text IS NULL OR reason = $2
        """;

    public async Task<IReadOnlyList<DeadLetterKind>> KindsAsync(DeadLetterFilter filter, CancellationToken ct) =>
        await shard.QueryAsync(Kinds, row => new DeadLetterKind(row.GetString(0), row.GetString(1)), ct, filter.DestinationId, filter.Reason);

    public async Task<IReadOnlyList<DeadIndexRow>> RowsAsync(DeadLetterKind kind, DeadLetterFilter filter, long fromBatch, int limit, CancellationToken ct) => await shard.QueryAsync(
        $"""
        SELECT batch, first, last, members FROM pintle.dead_index
        WHERE destination = $1 AND reason = $2 AND batch {(filter.NewestFirst ? "<=" : ">=")} $3 AND last >= $4 AND first < $5 ORDER BY batch {(filter.NewestFirst ? "DESC" : "ASC")} LIMIT $6
        """,
        Row, ct, kind.DestinationId, kind.Reason, fromBatch, filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue, filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue, limit);

    public async Task<IReadOnlyList<DeadIndexRow>> RowsOfAsync(long batch, CancellationToken ct) =>
        await shard.QueryAsync("SELECT batch, first, last, members FROM pintle.dead_index WHERE batch = $1", Row, ct, batch);

    public async Task<byte[]?> BatchAsync(long batch, CancellationToken ct) =>
        (await shard.QueryAsync("SELECT letters FROM pintle.dead_batch WHERE id = $1", row => row.Blob(0), ct, batch)).FirstOrDefault();

    public Task<long> LastBatchAsync(CancellationToken ct) => shard.RunAsync(c => c.NumberAsync("SELECT max(id) FROM pintle.dead_batch", ct), ct);

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

    private static DeadIndexRow Row(NpgsqlDataReader row) => new(row.GetInt64(0), row.Time(1), row.Time(2), row.Blob(3));
}
