using Pintle.Events;

namespace Pintle.Store.Segments;

/// <summary>An event header on its own, outside a segment: version byte, string table, columns.</summary>
public static class PackedHeader
{
    private const byte Version = 1;

    public static byte[] Pack(EventHeader header)
    {
        var table = new List<string>();
        var columns = new ByteWriter();
        HeaderColumns.Write(columns, header, hasKey: false, bodyLength: 0, baseTime: 0, text =>
        {
            table.Add(text);
            return table.Count - 1;
        });

        var packed = new ByteWriter();
        packed.Byte(Version);
        packed.Varint(table.Count);
        table.ForEach(packed.Text);
        packed.Bytes(columns.Written);
        return packed.ToArray();
    }

    public static EventHeader Unpack(ReadOnlySpan<byte> packed)
    {
        var reader = new ByteReader(packed);
        if (reader.Byte() is var version and not Version)
        {
            throw new SegmentDamagedException($"Header version {version} is unknown.");
        }

        var table = new string[reader.Int()];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = reader.Text();
        }

        return HeaderColumns.Read(ref reader, table, baseTime: 0, out _);
    }
}
