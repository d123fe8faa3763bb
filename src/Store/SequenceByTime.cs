namespace Pintle.Store;

/// <summary>Finds where in a run of segments a time begins, by halving: each step reads one head.</summary>
public static class SequenceByTime
{
    /// <summary>The same in a shard's log: each step reads one segment's head.</summary>
    public static Task<long> FindInLogAsync(IEventStore store, int shard, long first, long next, DateTimeOffset time, CancellationToken ct) =>
        FindAsync(first, next, time, async sequence =>
            await store.ReadAsync(shard, sequence, 1, SegmentParts.Head, ct) is [var head, ..] ? (head.Sequence, head.AppendedAt) : null);

    /// <summary>Lowest sequence whose segment was appended at or after a time; <paramref name="next"/> when there is none.</summary>
    /// <param name="first">Lowest sequence there is.</param>
    /// <param name="next">Above every sequence.</param>
    /// <param name="time">The time.</param>
    /// <param name="look">The first segment at or above a sequence; null when there is none.</param>
    public static async Task<long> FindAsync(
        long first, long next, DateTimeOffset time, Func<long, Task<(long Sequence, DateTimeOffset AppendedAt)?>> look)
    {
        var (low, high) = (first, next);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await look(middle) is { } segment && segment.Sequence < high)
            {
                (low, high) = segment.AppendedAt < time ? (segment.Sequence + 1, high) : (low, middle);
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
