using Pintle.Store;

namespace Pintle.Router.Replay;

/// <summary>Finds places in the log by time, by halving: each step reads one segment's head.</summary>
internal sealed class LogPositions(IEventStore store)
{
    /// <summary>The first sequence from <paramref name="low"/> on, below <paramref name="high"/>, that was appended at or after a time; else <paramref name="high"/>.</summary>
    public async Task<long> FirstSinceAsync(int shard, DateTimeOffset time, long low, long high, CancellationToken ct)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var read = await store.ReadAsync(shard, middle, 1, SegmentParts.Head, ct);
            if (read.Count == 0 || read[0].Sequence >= high || read[0].AppendedAt >= time)
            {
                high = middle;
            }
            else
            {
                low = read[0].Sequence + 1;
            }
        }

        return low;
    }

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
