namespace Pintle.Router.Timing;

/// <summary>A past stretch's durations, by bucket, in order. Immutable.</summary>
internal sealed class DelaySketch((short Bucket, int Count)[] filled)
{
    public static readonly DelaySketch None = new([]);

    private readonly (short Bucket, int Count)[] _filled = filled;

    public long Count { get; } = filled.Sum(f => (long)f.Count);

    public static DelaySketch Merge(IEnumerable<DelaySketch> sketches)
    {
        var counts = new SortedDictionary<short, long>();
        foreach (var (bucket, count) in sketches.SelectMany(s => s._filled))
        {
            counts[bucket] = counts.GetValueOrDefault(bucket) + count;
        }

        return new DelaySketch([.. counts.Select(c => (c.Key, (int)Math.Min(c.Value, int.MaxValue)))]);
    }

    /// <summary>As people see it; null when there is nothing in it.</summary>
    public DelayPercentiles? ToPercentiles() => Count == 0 ? null : new DelayPercentiles(Count, At(0.5), At(0.95), At(0.99));

    // The smallest duration that a share of all does not exceed.
    private double At(double share)
    {
        var rest = (long)Math.Ceiling(Count * share);
        foreach (var (bucket, count) in _filled)
        {
            rest -= count;
            if (rest <= 0)
            {
                return Math.Round(DelayHistogram.MiddleOf(bucket), 3);
            }
        }

        return Math.Round(DelayHistogram.MiddleOf(_filled[^1].Bucket), 3);
    }
}

/// <summary>How long things took, in milliseconds, at most 3.2 % off.</summary>
/// <param name="Count">How many were timed.</param>
/// <param name="P50">Half took no longer.</param>
/// <param name="P95">Of a hundred, 95 took no longer.</param>
/// <param name="P99">Of a hundred, 99 took no longer.</param>
public sealed record DelayPercentiles(long Count, double P50, double P95, double P99);
