using System.Buffers.Binary;
using System.Text;

namespace Pintle.Store.Segments;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Running past the end is a <see cref="SegmentDamagedException"/>.</summary>
public ref struct ByteReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _data.Length;

    public byte Byte() => Take(1)[0];

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new SegmentDamagedException("A number has more than ten bytes.");
    }

    public int Int() => Varint() is var value and <= int.MaxValue ? (int)value : throw TooLarge();

    public long Long() => Varint() is var value and <= long.MaxValue ? (long)value : throw TooLarge();

    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    public ReadOnlySpan<byte> Block() => Take(Int());

    public string Text() => Encoding.UTF8.GetString(Block());

    private static SegmentDamagedException TooLarge() => new("A number is larger than any that is ever stored.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _data.Length - Position)
        {
            throw new SegmentDamagedException($"The data ends at byte {_data.Length}, {count} more were expected at {Position}.");
        }

        var part = _data.Slice(Position, count);
        Position += count;
        return part;
    }
}
