using System.Globalization;
using Pintle.Store.DeadLetters;

namespace Pintle.Store.Sqlite;

/// <summary>Browses and deletes dead letters through their index; batches are unpacked only to be shown.</summary>
internal sealed class SqliteDeadLetters(SqliteFile file) : IDeadLetterReader
{
    private const string Where = """
        ($1 IS NULL OR destination = $1) AND ($2 IS NULL OR reason = $2) AND ($3 IS NULL OR last >= $3) AND ($4 IS NULL OR first < $4)
        """;

    public async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterFilter filter, CancellationToken ct) => await file.ReadAsync(
        c => c.Query(
            $"SELECT destination, reason, sum(count), min(first), max(last) FROM dead_index WHERE {Where} GROUP BY destination, reason ORDER BY 3 DESC",
            row => new DeadLetterGroup(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3), row.Time(4)),
            Values(filter)),
        ct);

    public async Task<DeadLetterPage> PageAsync(DeadLetterFilter filter, string? after, int limit, CancellationToken ct) => await file.ReadAsync(
        c =>
        {
            var from = after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture);
            var batches = c.Query(
                $"""
                SELECT batch, sum(count) FROM dead_index WHERE {Where} AND batch > $5 GROUP BY batch ORDER BY batch LIMIT $6
                """,
                row => (Id: row.GetInt64(0), Count: row.GetInt64(1)), [.. Values(filter), from, limit]);
            var letters = new List<StoredDeadLetter>();
            long last = from;
            foreach (var (batch, _) in batches)
            {
                var members = c.Query(
                    $"SELECT members FROM dead_index WHERE {Where} AND batch = $5", row => row.Blob(0), [.. Values(filter), batch]);
                letters.AddRange(Unpack(c.Query("SELECT letters FROM dead_batch WHERE id = $1", row => row.Blob(0), batch), batch)
                    .Where(l => members.Exists(m => DeadLetterBatch.Has(m, l.Ref.Index)) && IsInTime(l.Letter, filter)));
                last = batch;
                if (letters.Count >= limit)
                {
                    break;
                }
            }

            var isEnd = batches.Count == 0 || (last == batches[^1].Id && batches.Count < limit);
            return new DeadLetterPage(letters, isEnd ? null : last.ToString(CultureInfo.InvariantCulture));
        },
        ct);

    public async Task<StoredDeadLetter?> FindAsync(DeadLetterRef place, CancellationToken ct) => await file.ReadAsync(
        c =>
        {
            var members = c.Query("SELECT members FROM dead_index WHERE batch = $1", row => row.Blob(0), place.Batch);
            return members.Exists(m => DeadLetterBatch.Has(m, place.Index))
                ? Unpack(c.Query("SELECT letters FROM dead_batch WHERE id = $1", row => row.Blob(0), place.Batch), place.Batch)[place.Index]
                : null;
        },
        ct);

    public Task<long> DropAsync(DeadLetterFilter filter, CancellationToken ct) => file.WriteAsync(
        f =>
        {
            var dropped = 0L;
            foreach (var (batch, count, first, last) in f.Query(
                $"SELECT batch, count, first, last FROM dead_index WHERE {Where}",
                row => (row.GetInt64(0), row.GetInt64(1), row.Time(2), row.Time(3)), Values(filter)))
            {
                if ((filter.From is null || first >= filter.From) && (filter.To is null || last < filter.To))
                {
                    continue;
                }

                // Only a part of the group is in the time asked for.
                var inTime = Unpack(f.Query("SELECT letters FROM dead_batch WHERE id = $1", row => row.Blob(0), batch), batch)
                    .Where(l => IsInTime(l.Letter, filter) && Matches(l.Letter, filter)).Select(l => l.Ref.Index).ToList();
                dropped += Remove(f, batch, inTime);
            }

            object?[] whole = [filter.DestinationId, filter.Reason, filter.From?.ToUnixTimeMilliseconds(), filter.To?.ToUnixTimeMilliseconds()];
            const string Inside = "($1 IS NULL OR destination = $1) AND ($2 IS NULL OR reason = $2) AND ($3 IS NULL OR first >= $3) AND ($4 IS NULL OR last < $4)";
            dropped += f.Number($"SELECT sum(count) FROM dead_index WHERE {Inside}", whole) ?? 0;
            f.Execute($"DELETE FROM dead_index WHERE {Inside}", whole);
            DeleteEmptyBatches(f);
            return dropped;
        },
        ct);

    public Task<long> ExpireAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct) => file.WriteAsync(
        f =>
        {
            var limit = f.Number("SELECT max(id) FROM dead_batch WHERE at < $1", olderThan.ToUnixTimeMilliseconds()) ?? 0;
            var bytes = f.Number("SELECT sum(length(letters)) FROM dead_batch WHERE id > $1", limit) ?? 0;
            foreach (var (id, size) in bytes <= maxBytes ? [] : f.Query(
                "SELECT id, length(letters) FROM dead_batch WHERE id > $1 ORDER BY id", row => (row.GetInt64(0), row.GetInt64(1)), limit))
            {
                if (bytes <= maxBytes)
                {
                    break;
                }

                (limit, bytes) = (id, bytes - size);
            }

            var expired = f.Number("SELECT sum(count) FROM dead_index WHERE batch <= $1", limit) ?? 0;
            f.Execute("DELETE FROM dead_index WHERE batch <= $1", limit);
            f.Execute("DELETE FROM dead_batch WHERE id <= $1", limit);
            return expired;
        },
        ct);

    /// <summary>Takes letters out of the index, within the caller's transaction; the number that was still there.</summary>
    public static long Remove(SqliteFile file, long batch, IReadOnlyList<int> indexes)
    {
        var removed = 0L;
        foreach (var (destination, reason, members) in file.Query(
            "SELECT destination, reason, members FROM dead_index WHERE batch = $1", row => (row.GetString(0), row.GetString(1), row.Blob(2)), batch))
        {
            var gone = 0;
            foreach (var index in indexes)
            {
                if (DeadLetterBatch.Has(members, index))
                {
                    members[index / 8] &= (byte)~(1 << (index % 8));
                    gone++;
                }
            }

            if (gone > 0)
            {
                removed += gone;
                file.Execute(
                    "UPDATE dead_index SET members = $4, count = count - $5 WHERE destination = $1 AND reason = $2 AND batch = $3",
                    destination, reason, batch, members, gone);
            }
        }

        file.Execute("DELETE FROM dead_index WHERE batch = $1 AND count = 0", batch);
        file.Execute("DELETE FROM dead_batch WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM dead_index WHERE batch = $1)", batch);
        return removed;
    }

    private static void DeleteEmptyBatches(SqliteFile file) =>
        file.Execute("DELETE FROM dead_batch WHERE NOT EXISTS (SELECT 1 FROM dead_index WHERE batch = dead_batch.id)");

    private static List<StoredDeadLetter> Unpack(List<byte[]> rows, long batch) => rows.Count == 0
        ? []
        : [.. DeadLetterBatch.Unpack(rows[0]).Select((letter, index) => new StoredDeadLetter(new DeadLetterRef(0, batch, index), letter))];

    private static bool IsInTime(DeadLetter letter, DeadLetterFilter filter) =>
        (filter.From is null || letter.FailedAt >= filter.From) && (filter.To is null || letter.FailedAt < filter.To);

    private static bool Matches(DeadLetter letter, DeadLetterFilter filter) =>
        (filter.DestinationId is null || letter.DestinationId == filter.DestinationId) && (filter.Reason is null || letter.Reason == filter.Reason);

    private static object?[] Values(DeadLetterFilter filter) =>
        [filter.DestinationId, filter.Reason, filter.From?.ToUnixTimeMilliseconds(), filter.To?.ToUnixTimeMilliseconds()];
}
