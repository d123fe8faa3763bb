using Microsoft.Extensions.Logging;
using Npgsql;
using Pintle.Events;
using Pintle.Store.Segments;

namespace Pintle.Store.Postgres;

/// <summary>
/// Appends to one shard in one round trip: the fence, the writer's numbered attempt with where its lanes stand, and the rows.
/// Where the lanes stand is stored with every append, so an owner finds it without reading segments.
/// </summary>
internal sealed partial class SegmentAppender(
    PostgresDatabase database, WriterAttempts attempts, SegmentBuckets buckets, FailPoint? fail, ILogger log) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private long _lastSequence;
    private long[] _heads = new long[Lane.Count];
    private (Guid Id, long Sequence) _last;
    private Guid _pending;

    /// <summary>Sequence of this owner's newest stored segment; outcomes of events hold only while it is there.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    public void Dispose() => _gate.Dispose();

    /// <summary>Raises the epochs of lanes and reads where they stand, with no append of a former owner under way.</summary>
    public async Task<IReadOnlyList<LaneGrant>> AcquireAsync(int[] lanes, DateTimeOffset now, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await SettleAsync(ct);
            return await database.TransactAsync(c => AcquireAsync(c, lanes, now, ct), ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<long> AppendAsync(EncodedSegment segment, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await SettleAsync(ct);
            while (segment.Id != _last.Id)
            {
                if (segment.Lanes.FirstOrDefault(l => l.FirstOffset != _heads[l.Lane]) is { Count: > 0 } conflicting)
                {
                    return await ExplainAsync(segment, conflicting, ct);
                }

                var bucket = buckets.Newest;
                if (await TryAppendAsync(bucket, segment, ct))
                {
                    await RotateAsync(bucket, segment, ct);
                }
            }

            return _last.Sequence;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<LaneGrant>> AcquireAsync(NpgsqlConnection connection, int[] lanes, DateTimeOffset now, CancellationToken ct)
    {
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({PostgresSchema.LockClass}, {PostgresSchema.FenceLock})", ct);
        var heads = await connection.QueryAsync(
            """
            SELECT l.lane, coalesce(w.heads[l.lane + 1], 0) FROM pintle.lane l
            LEFT JOIN pintle.writer w ON w.owner = l.owner AND w.kind = 1 WHERE l.lane = ANY($1)
            """,
            row => (Lane: row.GetInt32(0), Head: row.GetInt64(1)), ct, lanes);
        foreach (var (lane, head) in heads)
        {
            _heads[lane] = head;
        }

        var epochs = await connection.QueryAsync(
            """
            INSERT INTO pintle.lane SELECT lane, 1, $2 FROM unnest($1) lane
            ON CONFLICT (lane) DO UPDATE SET epoch = pintle.lane.epoch + 1, owner = excluded.owner RETURNING lane, epoch
            """,
            row => (Lane: row.GetInt32(0), Epoch: row.GetInt64(1)), ct, lanes, attempts.Owner);
        await attempts.RegisterAsync(connection, now, ct);
        await connection.ExecuteAsync("UPDATE pintle.writer SET heads = $2 WHERE owner = $1 AND kind = 1", ct, attempts.Owner, _heads);
        await connection.ExecuteAsync(
            "DELETE FROM pintle.writer w WHERE created_at < $1 AND NOT EXISTS (SELECT 1 FROM pintle.lane l WHERE l.owner = w.owner)",
            ct, now.AddDays(-7).ToUnixTimeMilliseconds());
        return [.. epochs.Select(e => new LaneGrant(e.Lane, e.Epoch, _heads[e.Lane]))];
    }

    /// <summary>False when the bucket has been closed meanwhile.</summary>
    private async Task<bool> TryAppendAsync(Bucket bucket, EncodedSegment segment, CancellationToken ct)
    {
        var heads = (long[])_heads.Clone();
        foreach (var range in segment.Lanes)
        {
            heads[range.Lane] = range.FirstOffset + range.Count;
        }

        _pending = segment.Id;
        try
        {
            var sequence = await database.RunAsync(c => InsertAsync(c, bucket, segment, heads, ct), ct);
            (_last, _heads) = ((segment.Id, sequence), heads);
            Volatile.Write(ref _lastSequence, sequence);
            fail?.Invoke("append.after-commit");
            return true;
        }
        catch (StoreUnavailableException closed) when (closed.InnerException is PostgresException { SqlState: PostgresErrors.BucketClosed })
        {
            await buckets.RefreshAsync(ct);
            return false;
        }
        catch (Exception failure) when (failure is not (StaleEpochException or StoreRewoundException))
        {
            // The answer is lost, perhaps not the append.
            attempts.Lost();
            throw;
        }
    }

    private async Task<long> InsertAsync(NpgsqlConnection connection, Bucket bucket, EncodedSegment segment, long[] heads, CancellationToken ct)
    {
        // Without a transaction of its own a batch is one: all of it or nothing, in one round trip.
        await using var batch = new NpgsqlBatch(connection) { Timeout = database.WriteTimeout };
        batch.Add(
            "SELECT pintle.admit_append($1, $2, $3, $4, $5, $6, $7, $8)",
            attempts.Owner, attempts.Next(), segment.Id, WriterAttempts.Stored(_last.Id), segment.Lanes.Select(l => l.Lane).ToArray(), segment.Lanes.Select(l => l.Epoch).ToArray(), bucket.Number, heads);
        SegmentBuckets.AddInsert(batch, bucket, segment);
        fail?.Invoke("append.before-commit");
        return (long)(await batch.ExecuteScalarAsync(ct))!;
    }

    // The segment is stored already: a rotation that fails is tried again after the next one.
    private async Task RotateAsync(Bucket bucket, EncodedSegment segment, CancellationToken ct)
    {
        try
        {
            await buckets.RotateWhenDueAsync(bucket, segment, ct);
        }
        catch (StoreUnavailableException busy)
        {
            LogNotRotated(database.Name, busy.Message);
        }
    }

    private async Task SettleAsync(CancellationToken ct)
    {
        if (!attempts.IsUncertain)
        {
            return;
        }

        var settled = await attempts.SettleAsync(_last.Id, _pending, ct);
        (_last, _heads) = ((settled.LastId, settled.LastSequence), settled.Heads);
        Volatile.Write(ref _lastSequence, settled.LastSequence);
    }

    private async Task<long> ExplainAsync(EncodedSegment segment, LaneRange conflicting, CancellationToken ct)
    {
        await database.RunAsync(
            c => c.ExecuteAsync("SELECT pintle.fence($1, $2)", ct, segment.Lanes.Select(l => l.Lane).ToArray(), segment.Lanes.Select(l => l.Epoch).ToArray()), ct);
        return await buckets.FindAsync(segment.Id, ct)
            ?? throw new OffsetConflictException(conflicting.Lane, conflicting.FirstOffset, _heads[conflicting.Lane]);
    }

    [LoggerMessage(1102, LogLevel.Warning, "No new bucket of segments in {Database} yet: {Reason}")]
    private partial void LogNotRotated(string database, string reason);
}
