using Npgsql;

namespace Pintle.Store.Postgres;

/// <summary>Drops a bucket of segments, waiting for nobody.</summary>
internal static class BucketDrop
{
    private const string Timeout = "200ms";

    /// <summary>What went; null when a reader is in the way (a backup, a long query) or another node was first.</summary>
    public static async Task<TrimResult?> TryAsync(PostgresDatabase database, Bucket bucket, FailPoint? fail, CancellationToken ct)
    {
        try
        {
            return await database.TransactAsync(
                async connection =>
                {
                    var segments = await connection.NumberAsync($"SELECT count(*) FROM pintle.{bucket.Table}", ct);
                    var bytes = await connection.NumberAsync($"SELECT pg_total_relation_size('pintle.{bucket.Table}')", ct);
                    await connection.ExecuteAsync($"SET LOCAL lock_timeout = '{Timeout}'", ct);
                    await connection.ExecuteAsync($"DROP TABLE pintle.{bucket.Table}{(bucket.HasKeysApart ? $", pintle.{bucket.FormerKeysTable}" : "")}", ct);
                    await connection.ExecuteAsync("DELETE FROM pintle.bucket WHERE number = $1", ct, bucket.Number);
                    fail?.Invoke("trim.before-commit");
                    return new TrimResult(segments, bytes);
                },
                ct);
        }
        catch (StoreUnavailableException busy) when (busy.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.UndefinedTable })
        {
            return null;
        }
    }
}
