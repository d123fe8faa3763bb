using Microsoft.Data.Sqlite;
using Pintle.Store.DeadLetters;

namespace Pintle.Store.Sqlite;

/// <summary>Dead letters as rows of the outcomes' file.</summary>
internal sealed class SqliteDeadLetterRows(SqliteFile file) : IDeadLetterRows
{
    private const int BatchesPerDelete = 250;

    public Task<IReadOnlyList<DeadLetterKind>> KindsAsync(DeadLetterFilter filter, CancellationToken ct) => file.ReadAsync(c => (IReadOnlyList<DeadLetterKind>)Kinds(c, filter), ct);

    public Task<IReadOnlyDictionary<DeadLetterKind, IReadOnlyList<DeadIndexRow>>> FirstRowsAsync(DeadLetterFilter filter, long fromBatch, int limit, CancellationToken ct) => file.ReadAsync(
        c => (IReadOnlyDictionary<DeadLetterKind, IReadOnlyList<DeadIndexRow>>)(filter is { DestinationId: null, Reason: null } ? [DeadLetterKind.Any] : Kinds(c, filter))
            .ToDictionary(kind => kind, kind => (IReadOnlyList<DeadIndexRow>)Rows(c, kind, filter, fromBatch, limit)),
        ct);

    public Task<IReadOnlyList<DeadIndexRow>> RowsAsync(DeadLetterKind kind, DeadLetterFilter filter, long fromBatch, int limit, CancellationToken ct) =>
        file.ReadAsync(c => (IReadOnlyList<DeadIndexRow>)Rows(c, kind, filter, fromBatch, limit), ct);

    public async Task<IReadOnlyList<DeadIndexRow>> RowsOfAsync(long batch, CancellationToken ct) =>
        await file.ReadAsync(c => c.Query("SELECT batch, first, last, members FROM dead_index WHERE batch = $1", Row, batch), ct);

    public Task<byte[]?> BatchAsync(long batch, CancellationToken ct) =>
        file.ReadAsync(c => c.Query("SELECT letters FROM dead_batch WHERE id = $1", row => row.Blob(0), batch).FirstOrDefault(), ct);

    public Task<long> LastBatchAsync(CancellationToken ct) => file.ReadAsync(c => c.Query("SELECT coalesce(max(id), 0) FROM dead_batch", row => row.GetInt64(0))[0], ct);

    public Task<(long First, long Last)> ReachAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct) => file.ReadAsync(
        c => (from is null ? 0 : EndedFrom(c, from) ?? long.MaxValue, to is null ? long.MaxValue : EndedFrom(c, to) ?? long.MaxValue),
        ct);

    public Task<long> DeleteAsync(DeadLetterKind kind, IReadOnlyCollection<long> batches, CancellationToken ct) => file.WriteAsync(
        f =>
        {
            var deleted = 0L;
            foreach (var batch in batches)
            {
                deleted += f.Number("DELETE FROM dead_index WHERE destination = $1 AND reason = $2 AND batch = $3 RETURNING count", kind.DestinationId, kind.Reason, batch) ?? 0;
                f.Execute("DELETE FROM dead_batch WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM dead_index WHERE batch = $1)", batch);
            }

            return deleted;
        },
        ct);

    public Task<long> RemoveAsync(long batch, IReadOnlyCollection<int> indexes, CancellationToken ct) => file.WriteAsync(f => SqliteDeadLetters.Remove(f, batch, indexes), ct);

    public Task<long> ExpiredUpToAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct) => file.ReadAsync(
        c =>
        {
            var old = Batch(c, "SELECT id FROM dead_batch WHERE at < $1 ORDER BY at DESC, id DESC LIMIT 1", olderThan) ?? 0;
            return Number(c, "SELECT sum(length(letters)) FROM dead_batch WHERE id > $1", old) <= maxBytes ? old : Number(
                c, "SELECT max(id) FROM (SELECT id, sum(length(letters)) OVER (ORDER BY id DESC) AS newer FROM dead_batch WHERE id > $1) WHERE newer > $2", old, maxBytes);
        },
        ct);

    public Task<long?> DeleteOldestAsync(long upToBatch, CancellationToken ct) => file.WriteAsync<long?>(
        f =>
        {
            if (f.Number("SELECT max(id) FROM (SELECT id FROM dead_batch WHERE id <= $1 ORDER BY id LIMIT $2)", upToBatch, BatchesPerDelete) is not { } end)
            {
                return null;
            }

            var letters = f.Number("SELECT sum(count) FROM dead_index WHERE batch <= $1", end) ?? 0;
            f.Execute("DELETE FROM dead_index WHERE batch <= $1", end);
            f.Execute("DELETE FROM dead_batch WHERE id <= $1", end);
            return letters;
        },
        ct);

    // From one kind to the next, by the key: there may be a million rows of each. (One comparison of both columns would go through them all.)
    private static List<DeadLetterKind> Kinds(SqliteConnection reader, DeadLetterFilter filter)
    {
        var kinds = new List<DeadLetterKind>();
        for (var destination = filter.DestinationId ?? NextText(reader, "SELECT destination FROM dead_index ORDER BY destination LIMIT 1"); destination is not null;
            destination = filter.DestinationId is null ? NextText(reader, "SELECT destination FROM dead_index WHERE destination > $1 ORDER BY destination LIMIT 1", destination) : null)
        {
            for (var reason = NextText(reader, "SELECT reason FROM dead_index WHERE destination = $1 ORDER BY reason LIMIT 1", destination); reason is not null;
                reason = NextText(reader, "SELECT reason FROM dead_index WHERE destination = $1 AND reason > $2 ORDER BY reason LIMIT 1", destination, reason))
            {
                kinds.Add(new DeadLetterKind(destination, reason));
            }
        }

        return kinds.FindAll(k => filter.Reason is null || k.Reason == filter.Reason);
    }

    private static List<DeadIndexRow> Rows(SqliteConnection reader, DeadLetterKind kind, DeadLetterFilter filter, long fromBatch, int limit)
    {
        var (from, order) = filter.NewestFirst ? ("batch <= $1", "DESC") : ("batch >= $1", "ASC");
        var (after, before) = (filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue, filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        return kind == DeadLetterKind.Any
            ? reader.Query(
                $"SELECT batch, min(first), max(last), NULL FROM dead_index INDEXED BY dead_index_by_batch WHERE {from} AND last >= $2 AND first < $3 GROUP BY batch ORDER BY batch {order} LIMIT $4",
                Row, fromBatch, after, before, limit)
            : reader.Query(
                $"SELECT batch, first, last, members FROM dead_index WHERE destination = $5 AND reason = $6 AND {from} AND last >= $2 AND first < $3 ORDER BY batch {order} LIMIT $4",
                Row, fromBatch, after, before, limit, kind.DestinationId, kind.Reason);
    }

    private static long? EndedFrom(SqliteConnection reader, DateTimeOffset? time) => Batch(reader, "SELECT id FROM dead_batch WHERE at >= $1 ORDER BY at, id LIMIT 1", time);

    private static long? Batch(SqliteConnection reader, string sql, DateTimeOffset? time) => reader.Query(sql, row => (long?)row.GetInt64(0), time?.ToUnixTimeMilliseconds()).FirstOrDefault();

    private static string? NextText(SqliteConnection reader, string sql, params ReadOnlySpan<object?> values) => reader.Query(sql, row => row.GetString(0), values).FirstOrDefault();

    private static long Number(SqliteConnection reader, string sql, params ReadOnlySpan<object?> values) => reader.Query(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), values)[0];

    private static DeadIndexRow Row(SqliteDataReader row) => new(row.GetInt64(0), row.Time(1), row.Time(2), row.IsDBNull(3) ? null : row.Blob(3));
}
