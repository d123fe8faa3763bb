using System.Buffers.Binary;

namespace Pintle.UserCode.Wire;

/// <summary>Frames over a pair of pipes, each read or written while the caller waits: four bytes of length, one of kind, four of batch, and the payload.</summary>
internal sealed class FrameStream(Stream input, Stream output)
{
    private const int HeaderBytes = 9;
    private const int MostBytes = 512 << 20;

    private readonly byte[] _readHeader = new byte[HeaderBytes];
    private readonly byte[] _writeHeader = new byte[HeaderBytes];

    /// <summary>The next one; null at the end.</summary>
    public Frame? Read()
    {
        if (input.ReadAtLeast(_readHeader, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }

        var payload = GC.AllocateUninitializedArray<byte>(Length());
        input.ReadExactly(payload);
        return Of(payload);
    }

    public void Write(FrameKind kind, int batch, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += part.Length;
        }

        WriteHeader(kind, batch, length);
        output.Write(_writeHeader);
        foreach (var part in parts)
        {
            output.Write(part.Span);
        }

        output.Flush();
    }

    private int Length() => BinaryPrimitives.ReadInt32LittleEndian(_readHeader) is >= 0 and <= MostBytes and var length
        ? length
        : throw new InvalidDataException("What came over the pipe is no frame.");

    private Frame Of(byte[] payload) => new((FrameKind)_readHeader[4], BinaryPrimitives.ReadInt32LittleEndian(_readHeader.AsSpan(5)), payload);

    private void WriteHeader(FrameKind kind, int batch, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_writeHeader, length);
        _writeHeader[4] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(_writeHeader.AsSpan(5), batch);
    }
}
