using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pintle.Store.Segments;

/// <summary>Writes the primitives of the stored formats: varints, fixed-size little-endian numbers, strings.</summary>
public sealed class ByteWriter(int capacity = 256)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Clear() => _buffer.ResetWrittenCount();

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>Unsigned LEB128 varint.</summary>
    public void Varint(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var used = 0;
        while (value >= 0x80)
        {
            span[used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[used++] = (byte)value;
        _buffer.Advance(used);
    }

    public void Varint(long value) => Varint(checked((ulong)value));

    /// <summary>Zigzag varint, for numbers that may be negative.</summary>
    public void Signed(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Fixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    public void Bytes(ReadOnlySpan<byte> value) => _buffer.Write(value);

    /// <summary>Length-prefixed bytes.</summary>
    public void Block(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        _buffer.Write(value);
    }

    public void Text(string value)
    {
        Varint((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _buffer);
    }
}
