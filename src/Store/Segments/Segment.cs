using System.Runtime.InteropServices;
using Pintle.Events;

namespace Pintle.Store.Segments;

/// <summary>A decoded segment: headers, and bodies when they were read.</summary>
public sealed class Segment
{
    public required int Shard { get; init; }

    public required long Sequence { get; init; }

    public required DateTimeOffset AppendedAt { get; init; }

    public required LaneRange[] Lanes { get; init; }

    /// <summary>Events in the order of <see cref="Lanes"/>, each lane's in log order.</summary>
    public required SegmentEvent[] Events { get; init; }

    /// <summary>The event at an offset of a lane; null when it isn't here.</summary>
    public SegmentEvent? Find(int lane, long offset)
    {
        var start = 0;
        foreach (var range in Lanes)
        {
            if (range.Lane == lane)
            {
                var (low, high) = (start, start + range.Count - 1);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    (low, high) = Events[middle].Offset < offset ? (middle + 1, high) : (low, middle);
                }

                return Events[low].Offset == offset ? Events[low] : null;
            }

            start += range.Count;
        }

        return null;
    }

    /// <summary>Memory that the segment holds, for budgets.</summary>
    public long Weight { get => field == 0 ? field = Events.Sum(e => e.Body.Length + 200L) : field; }
}

/// <summary>One event of a segment.</summary>
/// <param name="Body">
/// The event's JSON; empty when only the head was read. An array of its own, so that whoever keeps one event doesn't keep
/// the segment's other bodies.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SegmentEvent(int Lane, long Offset, EventHeader Header, ReadOnlyMemory<byte> Body);
