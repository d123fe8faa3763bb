using Microsoft.Data.Sqlite;
using Pintle.Store.Outcomes;

namespace Pintle.Store.Sqlite;

/// <summary>Counts by minute, hour and day.</summary>
internal static class SqliteCounters
{
    /// <summary>Adds the commits' blocks to the stored counts and expires old ones, within the caller's transaction.</summary>
    public static void RollUp(SqliteFile file)
    {
        var blocks = file.Query("SELECT block FROM counter_delta ORDER BY id", row => row.Blob(0));
        if (blocks.Count == 0)
        {
            return;
        }

        var rows = CounterPacking.RollUp(blocks);
        foreach (var ((grain, bucket, key), count) in rows)
        {
            file.Execute(
                """
                INSERT INTO counter VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT (grain, bucket, source, destination, name, kind, detail, replay) DO UPDATE SET count = count + excluded.count
                """,
                (long)grain, bucket.ToUnixTimeSeconds(), key.SourceId, key.DestinationId, key.EventName, (long)key.Kind, key.Detail, key.Replay ? 1L : 0L, count);
        }

        file.Execute("DELETE FROM counter_delta");
        var newest = rows.Keys.Max(k => k.Bucket);
        foreach (var grain in Enum.GetValues<CounterGrain>())
        {
            file.Execute(
                "DELETE FROM counter WHERE grain = $1 AND bucket < $2",
                (long)grain, (newest - CounterPacking.KeepOf(grain)).ToUnixTimeSeconds());
        }
    }

    public static IReadOnlyList<CounterRow> Read(SqliteConnection reader, CounterGrain grain, DateTimeOffset from, DateTimeOffset to) => reader.Query(
        """
        SELECT bucket, source, destination, name, kind, detail, replay, count FROM counter
        WHERE grain = $1 AND bucket >= $2 AND bucket < $3 ORDER BY bucket
        """,
        row => new CounterRow(
            DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)),
            new CounterKey(row.GetString(1), row.GetString(2), row.GetString(3), (OutcomeKind)row.GetInt32(4), row.GetString(5), row.GetInt64(6) == 1),
            row.GetInt64(7)),
        (long)grain, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());

    /// <summary>Minutes added up in the database.</summary>
    public static IReadOnlyList<OutcomeSum> Sum(SqliteConnection reader, DateTimeOffset from, DateTimeOffset to) => reader.Query(
        """
        SELECT source, destination, kind, SUM(count) FROM counter
        WHERE grain = $1 AND bucket >= $2 AND bucket < $3 AND replay = 0 GROUP BY source, destination, kind
        """,
        row => new OutcomeSum(row.GetString(0), row.GetString(1), (OutcomeKind)row.GetInt32(2), row.GetInt64(3)),
        (long)CounterGrain.Minute, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
}
