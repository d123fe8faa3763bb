using System.Globalization;
using Npgsql;
using Pintle.Store.DeadLetters;

namespace Pintle.Store.Postgres;

/// <summary>Browses and deletes dead letters of all shards through their index; batches are unpacked only to be shown.</summary>
internal sealed class PostgresDeadLetters(IReadOnlyList<PostgresDatabase> shards) : IDeadLetterReader
{
    private const string Named = "($1::text IS NULL OR destination = $1) AND ($2::text IS NULL OR reason = $2)";
    private const string Touching = $"{Named} AND ($3::bigint IS NULL OR last >= $3) AND ($4::bigint IS NULL OR first < $4)";
    private const string Inside = $"{Named} AND ($3::bigint IS NULL OR first >= $3) AND ($4::bigint IS NULL OR last < $4)";

    public async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterFilter filter, CancellationToken ct)
    {
        var groups = new List<DeadLetterGroup>();
        foreach (var shard in shards)
        {
            groups.AddRange(await shard.QueryAsync(
                $"SELECT destination, reason, sum(count)::bigint, min(first), max(last) FROM pintle.dead_index WHERE {Touching} GROUP BY destination, reason",
                row => new DeadLetterGroup(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3), row.Time(4)), ct, Values(filter)));
        }

        return [.. groups.GroupBy(g => (g.DestinationId, g.Reason))
            .Select(g => new DeadLetterGroup(g.Key.DestinationId, g.Key.Reason, g.Sum(x => x.Count), g.Min(x => x.First), g.Max(x => x.Last)))
            .OrderByDescending(g => g.Count)];
    }

    public async Task<DeadLetterPage> PageAsync(DeadLetterFilter filter, string? after, int limit, CancellationToken ct)
    {
        var place = after is null ? [0L, 0L] : after.Split(':').Select(p => long.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        if (place is not [>= 0, _])
        {
            throw new FormatException($"\"{after}\" is no place in the dead letters.");
        }

        var letters = new List<StoredDeadLetter>();
        for (var (shard, from) = ((int)place[0], place[1]); shard < shards.Count; (shard, from) = (shard + 1, 0))
        {
            var batches = await shards[shard].QueryAsync(
                $"SELECT DISTINCT batch FROM pintle.dead_index WHERE {Touching} AND batch > $5 ORDER BY batch LIMIT $6",
                row => row.GetInt64(0), ct, [.. Values(filter), from, limit]);
            foreach (var batch in batches)
            {
                var members = await shards[shard].QueryAsync(
                    $"SELECT members FROM pintle.dead_index WHERE {Touching} AND batch = $5", row => row.Blob(0), ct, [.. Values(filter), batch]);
                letters.AddRange((await UnpackAsync(shard, batch, ct)).Where(l => members.Exists(m => DeadLetterBatch.Has(m, l.Ref.Index)) && IsInTime(l.Letter, filter)));
                if (letters.Count >= limit)
                {
                    return new DeadLetterPage(letters, batch == batches[^1] && batches.Count < limit && shard == shards.Count - 1 ? null : $"{shard}:{batch}");
                }
            }

            if (batches.Count == limit)
            {
                return new DeadLetterPage(letters, $"{shard}:{batches[^1]}");
            }
        }

        return new DeadLetterPage(letters, null);
    }

    public async Task<StoredDeadLetter?> FindAsync(DeadLetterRef place, CancellationToken ct)
    {
        if (place.Shard >= shards.Count)
        {
            return null;
        }

        var members = await shards[place.Shard].QueryAsync("SELECT members FROM pintle.dead_index WHERE batch = $1", row => row.Blob(0), ct, place.Batch);
        return members.Exists(m => DeadLetterBatch.Has(m, place.Index)) ? (await UnpackAsync(place.Shard, place.Batch, ct))[place.Index] : null;
    }

    public async Task<long> DropAsync(DeadLetterFilter filter, CancellationToken ct)
    {
        var dropped = 0L;
        for (var shard = 0; shard < shards.Count; shard++)
        {
            foreach (var batch in await shards[shard].QueryAsync(
                $"SELECT DISTINCT batch FROM pintle.dead_index WHERE {Touching} AND NOT ({Inside})", row => row.GetInt64(0), ct, Values(filter)))
            {
                // Only a part of the group is in the time asked for.
                int[] inTime = [.. (await UnpackAsync(shard, batch, ct)).Where(l => IsInTime(l.Letter, filter) && Matches(l.Letter, filter)).Select(l => l.Ref.Index)];
                dropped += await shards[shard].RunAsync(c => c.NumberAsync("SELECT pintle.remove_dead_letters($1, $2)", ct, batch, inTime), ct);
            }

            dropped += await shards[shard].TransactAsync(
                async connection =>
                {
                    var counts = await connection.QueryAsync($"DELETE FROM pintle.dead_index WHERE {Inside} RETURNING count", row => row.GetInt64(0), ct, Values(filter));
                    await DeleteEmptyAsync(connection, ct);
                    return counts.Sum();
                },
                ct);
        }

        return dropped;
    }

    public async Task<long> ExpireAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct)
    {
        var expired = 0L;
        foreach (var shard in shards)
        {
            expired += await shard.TransactAsync(
                async connection =>
                {
                    var limit = await connection.NumberAsync(
                        """
                        SELECT max(id) FROM (SELECT id, at, sum(octet_length(letters)) OVER (ORDER BY id DESC) AS newer FROM pintle.dead_batch) b
                        WHERE at < $1 OR newer > $2
                        """,
                        ct, olderThan.ToUnixTimeMilliseconds(), maxBytes / shards.Count);
                    var counts = await connection.QueryAsync("DELETE FROM pintle.dead_index WHERE batch <= $1 RETURNING count", row => row.GetInt64(0), ct, limit);
                    await connection.ExecuteAsync("DELETE FROM pintle.dead_batch WHERE id <= $1", ct, limit);
                    return counts.Sum();
                },
                ct);
        }

        return expired;
    }

    private static Task<int> DeleteEmptyAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.ExecuteAsync("DELETE FROM pintle.dead_batch b WHERE NOT EXISTS (SELECT 1 FROM pintle.dead_index i WHERE i.batch = b.id)", ct);

    private async Task<List<StoredDeadLetter>> UnpackAsync(int shard, long batch, CancellationToken ct)
    {
        var rows = await shards[shard].QueryAsync("SELECT letters FROM pintle.dead_batch WHERE id = $1", row => row.Blob(0), ct, batch);
        return rows.Count == 0 ? [] : [.. DeadLetterBatch.Unpack(rows[0]).Select((letter, index) => new StoredDeadLetter(new DeadLetterRef(shard, batch, index), letter))];
    }

    private static bool IsInTime(DeadLetter letter, DeadLetterFilter filter) =>
        (filter.From is null || letter.FailedAt >= filter.From) && (filter.To is null || letter.FailedAt < filter.To);

    private static bool Matches(DeadLetter letter, DeadLetterFilter filter) =>
        (filter.DestinationId is null || letter.DestinationId == filter.DestinationId) && (filter.Reason is null || letter.Reason == filter.Reason);

    private static object?[] Values(DeadLetterFilter filter) =>
        [filter.DestinationId, filter.Reason, filter.From?.ToUnixTimeMilliseconds(), filter.To?.ToUnixTimeMilliseconds()];
}
