using Pintle.Store.Outcomes;

namespace Pintle.Store.Postgres;

/// <summary>Counts by minute, hour and day.</summary>
internal static class PostgresCounters
{
    /// <summary>Adds the commits' blocks to the stored counts and expires old ones.</summary>
    public static Task<bool> RollUpAsync(PostgresDatabase database, CancellationToken ct) => database.TransactAsync(
        async connection =>
        {
            var blocks = await connection.QueryAsync("DELETE FROM pintle.counter_delta RETURNING block", row => row.Blob(0), ct);
            if (blocks.Count == 0)
            {
                return false;
            }

            // In the order of the keys: two nodes that roll up at once don't wait for each other in a circle.
            var rows = CounterPacking.RollUp(blocks)
                .Select(r => (r.Key.Grain, r.Key.Bucket, Key: Storable(r.Key.Key), Count: r.Value))
                .GroupBy(r => (r.Grain, r.Bucket, r.Key), r => r.Count)
                .OrderBy(r => r.Key.Grain).ThenBy(r => r.Key.Bucket).ThenBy(r => r.Key.Key.ToString(), StringComparer.Ordinal)
                .ToList();
            await connection.ExecuteAsync(
                """
                INSERT INTO pintle.counter SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT (grain, bucket, source, destination, name, kind, detail, replay) DO UPDATE SET count = pintle.counter.count + excluded.count
                """,
                ct,
                rows.Select(r => (int)r.Key.Grain).ToArray(), rows.Select(r => r.Key.Bucket.ToUnixTimeSeconds()).ToArray(),
                rows.Select(r => r.Key.Key.SourceId).ToArray(), rows.Select(r => r.Key.Key.DestinationId).ToArray(),
                rows.Select(r => r.Key.Key.EventName).ToArray(), rows.Select(r => (int)r.Key.Key.Kind).ToArray(),
                rows.Select(r => r.Key.Key.Detail).ToArray(), rows.Select(r => r.Key.Key.Replay).ToArray(), rows.Select(r => r.Sum()).ToArray());
            var newest = rows.Max(r => r.Key.Bucket);
            foreach (var grain in Enum.GetValues<CounterGrain>())
            {
                await connection.ExecuteAsync(
                    "DELETE FROM pintle.counter WHERE grain = $1 AND bucket < $2", ct, (int)grain, (newest - CounterPacking.KeepOf(grain)).ToUnixTimeSeconds());
            }

            return true;
        },
        ct);

    public static Task<List<CounterRow>> ReadAsync(PostgresDatabase database, CounterGrain grain, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        database.QueryAsync(
            """
            SELECT bucket, source, destination, name, kind, detail, replay, count FROM pintle.counter
            WHERE grain = $1 AND bucket >= $2 AND bucket < $3 ORDER BY bucket
            """,
            row => new CounterRow(
                DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)),
                new CounterKey(row.GetString(1), row.GetString(2), row.GetString(3), (OutcomeKind)row.GetInt32(4), row.GetString(5), row.GetBoolean(6)),
                row.GetInt64(7)),
            ct, (int)grain, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

    /// <summary>Minutes added up in the database.</summary>
    public static Task<List<OutcomeSum>> SumAsync(PostgresDatabase database, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        database.QueryAsync(
            """
            SELECT source, destination, kind, SUM(count)::bigint FROM pintle.counter
            WHERE grain = $1 AND bucket >= $2 AND bucket < $3 AND NOT replay GROUP BY source, destination, kind
            """,
            row => new OutcomeSum(row.GetString(0), row.GetString(1), (OutcomeKind)row.GetInt32(2), row.GetInt64(3)),
            ct, (int)CounterGrain.Minute, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

    private static CounterKey Storable(CounterKey key) => key with
    {
        SourceId = PostgresErrors.Storable(key.SourceId),
        DestinationId = PostgresErrors.Storable(key.DestinationId),
        EventName = PostgresErrors.Storable(key.EventName),
        Detail = PostgresErrors.Storable(key.Detail),
    };
}
