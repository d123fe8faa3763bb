using System.Buffers.Binary;
using Pintle.Events;

namespace Pintle.Store.Segments;

/// <summary>The message keys of a segment, per lane: kept beside it, independent of its bodies.</summary>
public static class MessageKeyBlock
{
    internal static void Write(ByteWriter to, LaneEvents lane)
    {
        var count = lane.Events.Count(e => e.Key is not null);
        if (count == 0)
        {
            return;
        }

        to.Varint(lane.Lane);
        to.Varint(count);
        foreach (var e in lane.Events)
        {
            if (e.Key is { } key)
            {
                to.Fixed64((ulong)key.Hash);
                to.Fixed64((ulong)(key.Hash >> 64));
            }
        }
    }

    /// <summary>All keys with their lanes, in the order of the segment.</summary>
    public static List<(int Lane, MessageKey Key)> Read(ReadOnlySpan<byte> block)
    {
        var keys = new List<(int, MessageKey)>();
        var reader = new ByteReader(block);
        while (!reader.AtEnd)
        {
            var lane = reader.Int();
            for (var left = reader.Int(); left > 0; left--)
            {
                var bytes = reader.Bytes(16);
                var low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                keys.Add((lane, new MessageKey(new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), low))));
            }
        }

        return keys;
    }
}
