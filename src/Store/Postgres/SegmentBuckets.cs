using System.Runtime.CompilerServices;
using Npgsql;
using Pintle.Store.Segments;

namespace Pintle.Store.Postgres;

/// <summary>
/// A shard's segments: plain tables, one per bucket of appended bytes or time, listed in a catalogue. There is no parent
/// table to lock, and a whole bucket is dropped at once.
/// </summary>
internal sealed class SegmentBuckets(PostgresDatabase database, int shard, PostgresStoreOptions options, TimeProvider time)
{
    private const int RowsPerRead = 512;

    private readonly Lock _changing = new();
    private volatile Bucket[] _buckets = [];
    private long _bytes;

    /// <summary>The bucket that is appended to.</summary>
    public Bucket Newest => _buckets[^1];

    /// <summary>Reads the catalogue, making the first bucket, and a new one after a former version's.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await database.TransactAsync(
            async connection =>
            {
                await LockAsync(connection, ct);
                if (await connection.NumberAsync("SELECT count(*) FROM pintle.bucket", ct) == 0)
                {
                    await CreateAsync(connection, 1, 1, ct);
                }
                else if (await connection.NumberAsync("SELECT number FROM pintle.bucket WHERE keys_apart AND NOT closed", ct) is > 0 and var former)
                {
                    await SucceedAsync(connection, (int)former, ct);
                }

                return true;
            },
            ct);
        await RefreshAsync(ct);
    }

    public async Task RefreshAsync(CancellationToken ct)
    {
        Bucket[] buckets = [.. await database.QueryAsync(
            "SELECT number, first_sequence, created_at, keys_apart FROM pintle.bucket ORDER BY number",
            row => new Bucket(row.GetInt32(0), row.GetInt64(1), row.Time(2), row.GetBoolean(3)), ct)];
        if (_buckets.Length == 0 || _buckets[^1] != buckets[^1])
        {
            // It may be gone again: then there is another one, which the next refresh finds.
            _bytes = await database.RunAsync(c => c.NumberAsync($"SELECT pg_total_relation_size(to_regclass('pintle.{buckets[^1].Table}'))", ct), ct);
        }

        lock (_changing)
        {
            _buckets = buckets;
        }
    }

    /// <summary>Adds the rows of a segment whose sequence the batch has just drawn.</summary>
    public static void AddInsert(NpgsqlBatch batch, Bucket bucket, EncodedSegment segment)
    {
        batch.Add(
            $"INSERT INTO pintle.{bucket.Table} VALUES (currval('pintle.segment_sequence'), $1, $2, $3, $4)",
            segment.AppendedAt.ToUnixTimeMilliseconds(), segment.Head, segment.Keys, segment.Body);
    }

    /// <summary>Goes on in a new bucket when the one that was appended to is full or old.</summary>
    public async Task RotateWhenDueAsync(Bucket bucket, EncodedSegment appended, CancellationToken ct)
    {
        _bytes += appended.Head.Length + appended.Body.Length + appended.Keys.Length;
        if (_bytes >= options.BucketBytes || appended.AppendedAt - bucket.CreatedAt >= options.BucketAge)
        {
            await RotateAsync(bucket, ct);
        }
    }

    /// <summary>The sequence of a recently stored segment; null when it isn't there.</summary>
    public async Task<long?> FindAsync(Guid id, CancellationToken ct)
    {
        const int Newest = 2_000;
        foreach (var bucket in _buckets.Reverse().Take(2))
        {
            var found = await TryQueryAsync(
                bucket,
                $"""
                SELECT sequence FROM (SELECT sequence, head FROM pintle.{bucket.Table} ORDER BY sequence DESC LIMIT {Newest}) newest
                WHERE substring(head FROM 3 FOR 16) = $1
                """,
                row => row.GetInt64(0), ct, id.ToByteArray());
            if (found is [var sequence, ..])
            {
                return sequence;
            }
        }

        return null;
    }

    public async Task<IReadOnlyList<StoredSegment>> ReadAsync(long from, int maxBytes, SegmentParts parts, CancellationToken ct)
    {
        while (true)
        {
            var buckets = _buckets;
            for (var i = 0; i < buckets.Length; i++)
            {
                if (i + 1 < buckets.Length && buckets[i + 1].FirstSequence <= from)
                {
                    continue;
                }

                if (await ReadAsync(buckets[i], from, maxBytes, parts, ct) is { Count: > 0 } segments)
                {
                    return segments;
                }
            }

            // Another node may have opened buckets since, or dropped those that are listed here.
            await RefreshAsync(ct);
            if (_buckets.SequenceEqual(buckets))
            {
                return [];
            }
        }
    }

    public async IAsyncEnumerable<StoredMessageKeys> ReadMessageKeysAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var bucket in _buckets)
        {
            var from = bucket.FirstSequence;
            while (await TryQueryAsync(
                bucket, $"SELECT sequence, at, head, keys FROM pintle.{bucket.Table} {(bucket.HasKeysApart ? $"NATURAL JOIN pintle.{bucket.FormerKeysTable}" : "")} WHERE sequence >= $1 AND at >= $2 ORDER BY sequence LIMIT {RowsPerRead}",
                row => new StoredMessageKeys(row.GetInt64(0), row.Time(1), row.Blob(2), row.Blob(3)), ct, from, since.ToUnixTimeMilliseconds()) is { Count: > 0 } page)
            {
                foreach (var keys in page)
                {
                    yield return keys;
                }

                from = page[^1].Sequence + 1;
            }
        }
    }

    public async Task<TrimResult> TrimAsync(long below, DateTimeOffset olderThan, CancellationToken ct)
    {
        await RefreshAsync(ct);
        if (await LastAsync(Newest, ct) is { Sequence: > 0 } newest && IsTrimmable(newest))
        {
            await RotateAsync(Newest, ct);
        }

        var (segments, bytes) = (0L, 0L);
        while (_buckets is [var oldest, var second, ..] && second.FirstSequence <= below && IsTrimmable(await LastAsync(oldest, ct)))
        {
            if (await BucketDrop.TryAsync(database, oldest, options.FailPoint, ct) is not { } dropped)
            {
                // A reader is in the way (a backup, a long query): next time.
                break;
            }

            (segments, bytes) = (segments + dropped.Segments, bytes + dropped.Bytes);
            options.FailPoint?.Invoke("trim.after-drop");
            Forget(oldest);
        }

        return new TrimResult(segments, bytes);

        bool IsTrimmable((long Sequence, DateTimeOffset At) last) => last.Sequence < below && last.At < olderThan;
    }

    public async Task<ShardStatus> StatusAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        var size = await database.RunAsync(
            c => c.NumberAsync(
                "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'pintle'::regnamespace", ct),
            ct);
        var damaged = await database.RunAsync(c => c.NumberAsync("SELECT count(*) FROM pintle.damaged_segment", ct), ct);
        var last = await LastAsync(Newest, ct);
        var next = Math.Max(last.Sequence + 1, Newest.FirstSequence);
        var first = await ReadAsync(0, 1, SegmentParts.Head, ct);
        return first.Count == 0
            ? new ShardStatus(next, next, size, null) { Damaged = damaged }
            : new ShardStatus(first[0].Sequence, Math.Max(next, first[^1].Sequence + 1), size, first[0].AppendedAt) { Damaged = damaged };
    }

    private static Task<int> LockAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({PostgresSchema.LockClass}, {PostgresSchema.FenceLock})", ct);

    private async Task CreateAsync(NpgsqlConnection connection, int number, long firstSequence, CancellationToken ct)
    {
        // Rows are only added, and go with their table: nothing to vacuum. Bodies are compressed already.
        const string Storage = "WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false, toast_tuple_target = 8160)";
        await connection.ExecuteAsync(
            $"""
            CREATE TABLE pintle.segment_{number} (sequence bigint PRIMARY KEY, at bigint NOT NULL, head bytea NOT NULL, keys bytea NOT NULL, body bytea NOT NULL) {Storage};
            ALTER TABLE pintle.segment_{number} ALTER head SET STORAGE EXTERNAL, ALTER keys SET STORAGE EXTERNAL, ALTER body SET STORAGE EXTERNAL;
            """,
            ct);
        await connection.ExecuteAsync("INSERT INTO pintle.bucket VALUES ($1, $2, $3, false)", ct, number, firstSequence, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private async Task SucceedAsync(NpgsqlConnection connection, int number, CancellationToken ct)
    {
        if (await connection.ExecuteAsync("UPDATE pintle.bucket SET closed = true WHERE number = $1 AND NOT closed", ct, number) == 1)
        {
            var first = await connection.NumberAsync("SELECT nextval('pintle.segment_sequence')", ct);
            await CreateAsync(connection, number + 1, first, ct);
            options.FailPoint?.Invoke("rotate.before-commit");
        }
    }

    private async Task RotateAsync(Bucket bucket, CancellationToken ct)
    {
        await database.TransactAsync(
            async connection =>
            {
                await LockAsync(connection, ct);
                await SucceedAsync(connection, bucket.Number, ct);
                return true;
            },
            ct);
        options.FailPoint?.Invoke("rotate.after-commit");
        await RefreshAsync(ct);
    }

    private async Task<List<StoredSegment>> ReadAsync(Bucket bucket, long from, int maxBytes, SegmentParts parts, CancellationToken ct)
    {
        // Lengths are known without fetching the values, so a page costs what it returns.
        var columns = $"{(parts.HasFlag(SegmentParts.Head) ? "head" : "''::bytea AS head")}, {(parts.HasFlag(SegmentParts.Body) ? "body" : "''::bytea AS body")}";
        var sql = $"""
            SELECT sequence, at, head, body FROM (
                SELECT *, sum(octet_length(head) + octet_length(body)) OVER (ORDER BY sequence) - octet_length(head) - octet_length(body) AS before
                FROM (SELECT sequence, at, {columns} FROM pintle.{bucket.Table} WHERE sequence >= $1 ORDER BY sequence LIMIT {RowsPerRead}) page) sized
            WHERE before < $2 ORDER BY sequence
            """;
        try
        {
            return await TryQueryAsync(bucket, sql, row => new StoredSegment(shard, row.GetInt64(0), row.Time(1), row.Blob(2), row.Blob(3)), ct, from, (long)maxBytes);
        }
        catch (Exception damage) when (PostgresErrors.IsDamage(damage))
        {
            var below = _buckets.FirstOrDefault(b => b.Number > bucket.Number)?.FirstSequence
                ?? await database.RunAsync(c => c.NumberAsync("SELECT last_value + 1 FROM pintle.segment_sequence", ct), ct);
            return await DamagedBucket.ReadAroundAsync(database, shard, bucket, (from, Math.Min(below, from + RowsPerRead)), parts, ct);
        }
    }

    // Whoever refreshes meanwhile may have left it out already. The last one stays until a refresh finds its successor.
    private void Forget(Bucket gone)
    {
        lock (_changing)
        {
            _buckets = _buckets.Length > 1 ? [.. _buckets.Where(b => b != gone)] : _buckets;
        }
    }

    private async Task<(long Sequence, DateTimeOffset At)> LastAsync(Bucket bucket, CancellationToken ct)
    {
        var last = await TryQueryAsync(
            bucket, $"SELECT sequence, at FROM pintle.{bucket.Table} ORDER BY sequence DESC LIMIT 1", row => (row.GetInt64(0), row.Time(1)), ct);
        return last.FirstOrDefault();
    }

    // A trim may drop a table under a reader: what it held is gone.
    private async Task<List<T>> TryQueryAsync<T>(Bucket bucket, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values)
    {
        try
        {
            return await database.QueryAsync(sql, read, ct, values);
        }
        catch (StoreUnavailableException gone) when (gone.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
        {
            Forget(bucket);
            return [];
        }
    }
}

/// <summary>One table of segments.</summary>
/// <param name="Number">Rises.</param>
/// <param name="FirstSequence">No segment in it has a lower one.</param>
/// <param name="CreatedAt">When its owner made it.</param>
/// <param name="HasKeysApart">A former version made it, with the message keys in a table of their own.</param>
internal sealed record Bucket(int Number, long FirstSequence, DateTimeOffset CreatedAt, bool HasKeysApart)
{
    public string Table => $"segment_{Number}";

    public string FormerKeysTable => $"keys_{Number}";
}
