using Pintle.Events;

namespace Pintle.Store.Segments;

/// <summary>
/// The message keys of a segment: the head has the lower half of each, as the event's message hash; the upper halves lie beside
/// it, eight bytes for each event whose id its client gave. No body is needed.
/// </summary>
public static class MessageKeyBlock
{
    /// <exception cref="ArgumentException">An event's message hash is not its key's.</exception>
    internal static void Write(ByteWriter to, IReadOnlyList<IncomingEvent> events)
    {
        foreach (var e in events)
        {
            if (e.Key is { } key)
            {
                if (key.Low64 != e.Header.MessageHash)
                {
                    throw new ArgumentException("An event's message hash is not its key's.", nameof(events));
                }

                to.Fixed64((ulong)(key.Hash >> 64));
            }
        }
    }

    /// <summary>All keys, in the order of the segment.</summary>
    /// <exception cref="SegmentDamagedException">The head or the keys can't be read.</exception>
    public static List<MessageKey> Read(StoredMessageKeys stored)
    {
        var head = stored.Head.Span;
        SegmentDecoder.Check(head);
        return head[0] == SegmentFormat.WholeKeys ? ReadWhole(stored.Keys.Span) : ReadHalves(head, stored.Keys.Span);
    }

    private static List<MessageKey> ReadHalves(ReadOnlySpan<byte> head, ReadOnlySpan<byte> halves)
    {
        var keys = new List<MessageKey>();
        var upper = new ByteReader(halves);
        var reader = new ByteReader(head[..^SegmentDecoder.ChecksumBytes]);
        SegmentDecoder.ReadPrefix(ref reader);
        var lanes = SegmentDecoder.ReadLanes(ref reader);
        for (var texts = reader.Int(); texts > 0; texts--)
        {
            reader.Bytes(reader.Int());
        }

        reader.Long();
        for (var left = lanes.Sum(l => l.Count); left > 0; left--)
        {
            var header = HeaderColumns.Pass(ref reader);
            if (header.HasKey)
            {
                keys.Add(new MessageKey(new UInt128(upper.Fixed64(), header.MessageHash)));
            }
        }

        return keys;
    }

    private static List<MessageKey> ReadWhole(ReadOnlySpan<byte> block)
    {
        var keys = new List<MessageKey>();
        var reader = new ByteReader(block);
        while (!reader.AtEnd)
        {
            reader.Varint();
            for (var left = reader.Int(); left > 0; left--)
            {
                var lower = reader.Fixed64();
                keys.Add(new MessageKey(new UInt128(reader.Fixed64(), lower)));
            }
        }

        return keys;
    }
}
