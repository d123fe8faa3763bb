using Pintle.Store.DeadLetters;

namespace Pintle.Store.Sqlite;

/// <summary>Browses and deletes dead letters through their index; batches are unpacked only to be shown.</summary>
internal sealed class SqliteDeadLetters(SqliteFile file) : DeadLetterShelves([new SqliteDeadLetterRows(file)])
{
    public override async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterFilter filter, CancellationToken ct) => await file.ReadAsync(
        c =>
        {
            // What isn't asked for isn't in the statement: the index is used as far as it goes.
            string[] asked =
            [
                .. filter.DestinationId is null ? Array.Empty<string>() : ["destination = $1"], .. filter.Reason is null ? Array.Empty<string>() : ["reason = $2"],
                .. filter.From is null ? Array.Empty<string>() : ["last >= $3"], .. filter.To is null ? Array.Empty<string>() : ["first < $4"],
            ];
            return c.Query(
                $"""
                SELECT destination, reason, sum(count), min(first), max(last) FROM dead_index{(asked.Length == 0 ? "" : " WHERE " + string.Join(" AND ", asked))}
                GROUP BY destination, reason ORDER BY 3 DESC
                """,
                row => new DeadLetterGroup(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3), row.Time(4)),
                filter.DestinationId, filter.Reason, filter.From?.ToUnixTimeMilliseconds(), filter.To?.ToUnixTimeMilliseconds());
        },
        ct);

    /// <summary>Takes letters out of the index, within the caller's transaction; the number that was still there.</summary>
    public static long Remove(SqliteFile file, long batch, IReadOnlyCollection<int> indexes)
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
}
