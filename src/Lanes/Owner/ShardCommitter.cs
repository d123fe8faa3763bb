using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pintle.Events;
using Pintle.Lanes.Duplicates;
using Pintle.Lanes.Tail;
using Pintle.Store;
using Pintle.Store.Segments;

namespace Pintle.Lanes.Owner;

/// <summary>
/// Commits what waits for a shard's lanes: one segment at a time, without a timer; while one is on its way to the disk the
/// next gathers. A segment whose fate is unknown is sent again under its id until the store answers: nothing overtakes it.
/// </summary>
internal sealed partial class ShardCommitter(
    int shard, IEventStore store, LaneHeads heads, DuplicateWindow window, LogReader reader,
    LanesOptions options, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Channel<IntakeRequest> _queue = Channel.CreateUnbounded<IntakeRequest>(new());
    private readonly SegmentEncoder _encoder = new();
    private readonly CommitBatch _batch = new(options);
    private long _failingSince;

    public void Dispose() => _encoder.Dispose();

    /// <summary>False when the store has failed for long enough that waiting is pointless, or the committer has stopped.</summary>
    public bool TryEnqueue(IntakeRequest request)
    {
        var since = Volatile.Read(ref _failingSince);
        return (since == 0 || time.GetElapsedTime(since) < options.FailFastAfter) && _queue.Writer.TryWrite(request);
    }

    /// <summary>No more requests; <see cref="RunAsync"/> ends when the queued ones are committed.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Commits until completed. Throws when the lanes are lost to another owner.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(ct))
            {
                await Task.Yield(); // Requests that are ready to run join this commit: half as many again under load, at no wait.
                window.Expire(time.GetUtcNow());
                _batch.Gather(_queue.Reader, window);
                if (_batch.EventCount > 0)
                {
                    await AppendAsync(ct);
                }

                _batch.Complete(IntakeResult.Stored);
            }
        }
        finally
        {
            _queue.Writer.TryComplete();
            _batch.Complete(IntakeResult.Unavailable);
            while (_queue.Reader.TryRead(out var late))
            {
                late.Complete(IntakeResult.Unavailable);
            }
        }
    }

    private async Task AppendAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var lanes = _batch.Lanes(heads);
        var segment = _encoder.Encode(Guid.CreateVersion7(now), now, lanes);
        var sequence = await AppendUntilKnownAsync(segment, ct);
        foreach (var lane in lanes)
        {
            heads.Advance(lane.Lane, lane.Events.Count);
        }

        _batch.Remember(window, now);
        LaneMetrics.Committed(shard, _batch.EventCount, segment);
        reader.Publish(_batch.ToSegment(shard, sequence, now, segment.Lanes));
    }

    private async Task<long> AppendUntilKnownAsync(EncodedSegment segment, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var began = time.GetTimestamp();
                var sequence = await store.AppendAsync(shard, segment, ct);
                LaneMetrics.Appended(shard, time.GetElapsedTime(began).TotalSeconds);
                Volatile.Write(ref _failingSince, 0);
                return sequence;
            }
            catch (StoreUnavailableException away)
            {
                LaneMetrics.AppendFailed(shard);
                if (Volatile.Read(ref _failingSince) == 0)
                {
                    Volatile.Write(ref _failingSince, time.GetTimestamp());
                    LogUnavailable(shard, away.Message);
                }

                var pause = TimeSpan.FromMilliseconds(20 * Math.Pow(2, Math.Min(attempt, 6)));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, time, ct);
            }
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "The store of shard {Shard} can't commit: {Reason} Trying again; clients are answered 503 meanwhile.")]
    private partial void LogUnavailable(int shard, string reason);
}
