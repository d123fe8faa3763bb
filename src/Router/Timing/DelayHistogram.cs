using System.Numerics;

namespace Pintle.Router.Timing;

/// <summary>
/// Counts durations in buckets of 1/16 of a power of two, from a microsecond to fifty days: what is read back is at most 3.2 % off.
/// Fixed memory; nothing is allocated by counting. Not thread-safe.
/// </summary>
internal sealed class DelayHistogram
{
    private const int Parts = 16;
    private const int PartBits = 4;
    private const int HighestBit = 41;
    private const int Buckets = (HighestBit - PartBits + 2) * Parts;

    private readonly int[] _counts = new int[Buckets];

    public long Count { get; private set; }

    public void Add(TimeSpan delay)
    {
        _counts[BucketOf((long)delay.TotalMicroseconds)]++;
        Count++;
    }

    /// <summary>What was counted, without the empty buckets.</summary>
    public DelaySketch ToSketch()
    {
        var filled = new List<(short Bucket, int Count)>();
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (_counts[bucket] > 0)
            {
                filled.Add(((short)bucket, _counts[bucket]));
            }
        }

        return new DelaySketch([.. filled]);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The middle of a bucket, in milliseconds.</summary>
    public static double MiddleOf(int bucket)
    {
        if (bucket < Parts)
        {
            return bucket / 1000.0;
        }

        var width = 1L << ((bucket / Parts) - 1);
        return (((Parts + (bucket % Parts)) * width) + (width / 2.0)) / 1000;
    }

    private static int BucketOf(long microseconds)
    {
        if (microseconds < Parts)
        {
            return (int)Math.Max(microseconds, 0);
        }

        var highest = BitOperations.Log2((ulong)microseconds);
        return highest > HighestBit ? Buckets - 1 : ((highest - PartBits + 1) * Parts) + (int)((microseconds >> (highest - PartBits)) & (Parts - 1));
    }
}
