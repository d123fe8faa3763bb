using Pintle.Store.Segments;

namespace Pintle.Router.Progress;

/// <summary>Where an event is in the log: enough to count it as done and to read it again.</summary>
internal readonly record struct EventAddress(int Lane, long Offset, long Sequence)
{
    /// <summary>Packs addresses of one lane in log order.</summary>
    public static byte[] Pack(IReadOnlyList<EventAddress> addresses)
    {
        var writer = new ByteWriter();
        writer.Byte(1);
        writer.Varint(addresses.Count);
        var last = default(EventAddress);
        foreach (var a in addresses)
        {
            writer.Varint(a.Offset - last.Offset);
            writer.Varint(a.Sequence - last.Sequence);
            last = a;
        }

        return writer.ToArray();
    }

    public static List<EventAddress> Unpack(int lane, ReadOnlySpan<byte> packed)
    {
        var reader = new ByteReader(packed);
        if (reader.Byte() is var version and not 1)
        {
            throw new Store.SegmentDamagedException($"Parked range version {version} is unknown.");
        }

        var addresses = new List<EventAddress>();
        long offset = 0;
        long sequence = 0;
        for (var left = reader.Int(); left > 0; left--)
        {
            offset += reader.Long();
            sequence += reader.Long();
            addresses.Add(new EventAddress(lane, offset, sequence));
        }

        return addresses;
    }

    public void Write(ByteWriter to)
    {
        to.Varint(Lane);
        to.Varint(Offset);
        to.Varint(Sequence);
    }

    public static EventAddress Read(ref ByteReader from) => new(from.Int(), from.Long(), from.Long());
}
