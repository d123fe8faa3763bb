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

    /// <summary>All bodies, one after the other; empty when only the head was read.</summary>
    public required ReadOnlyMemory<byte> Bodies { get; init; }

    public ReadOnlyMemory<byte> BodyOf(in SegmentEvent e) => Bodies.Slice(e.BodyStart, e.BodyLength);

    /// <summary>Memory that the segment holds, for budgets.</summary>
    public long Weight => Bodies.Length + (Events.Length * 200L);
}

/// <summary>One event of a segment.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SegmentEvent(int Lane, long Offset, EventHeader Header, int BodyStart, int BodyLength);
