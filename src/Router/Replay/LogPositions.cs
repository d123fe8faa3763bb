using Pintle.Store;

namespace Pintle.Router.Replay;

/// <summary>Finds places in the log by time.</summary>
internal sealed class LogPositions(IEventStore store)
{
    /// <summary>The first sequence from <paramref name="low"/> on, below <paramref name="high"/>, that was appended at or after a time; else <paramref name="high"/>.</summary>
    public Task<long> FirstSinceAsync(int shard, DateTimeOffset time, long low, long high, CancellationToken ct) =>
        SequenceByTime.FindAsync(low, high, time, async sequence =>
        {
            var read = await store.ReadAsync(shard, sequence, 1, SegmentParts.Head, ct);
            return read.Count == 0 ? null : (read[0].Sequence, read[0].AppendedAt);
        });

    /// <summary>From when on the log is whole, when it was cut and that is later than a time; null when nothing since then is gone.</summary>
    public async Task<DateTimeOffset?> CutAfterAsync(DateTimeOffset time, DateTimeOffset now, CancellationToken ct)
    {
        DateTimeOffset? latest = null;
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            var status = await store.StatusAsync(shard, ct);
            var oldest = status.OldestAppend ?? now;
            if (status.FirstSequence > 1 && oldest > time)
            {
                latest = oldest < latest ? latest : oldest;
            }
        }

        return latest;
    }
}
