using Pintle.Store.DeadLetters;

namespace Pintle.Store.Postgres;

/// <summary>Browses and deletes dead letters of all shards through their index; batches are unpacked only to be shown.</summary>
internal sealed class PostgresDeadLetters(IReadOnlyList<PostgresDatabase> shards) : DeadLetterShelves([.. shards.Select(s => new PostgresDeadLetterRows(s))])
{
    private const string Touching =
        "($1::text IS NULL OR destination = $1) AND ($2::text IS NULL OR reason = $2) AND ($3::bigint IS NULL OR last >= $3) AND ($4::bigint IS NULL OR first < $4)";

    public override async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterFilter filter, CancellationToken ct)
    {
        var groups = new List<DeadLetterGroup>();
        foreach (var shard in shards)
        {
            groups.AddRange(await shard.QueryAsync(
                $"SELECT destination, reason, sum(count)::bigint, min(first), max(last) FROM pintle.dead_index WHERE {Touching} GROUP BY destination, reason",
                row => new DeadLetterGroup(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3), row.Time(4)), ct,
                filter.DestinationId, filter.Reason, filter.From?.ToUnixTimeMilliseconds(), filter.To?.ToUnixTimeMilliseconds()));
        }

        return [.. groups.GroupBy(g => (g.DestinationId, g.Reason))
            .Select(g => new DeadLetterGroup(g.Key.DestinationId, g.Key.Reason, g.Sum(x => x.Count), g.Min(x => x.First), g.Max(x => x.Last)))
            .OrderByDescending(g => g.Count)];
    }
}
