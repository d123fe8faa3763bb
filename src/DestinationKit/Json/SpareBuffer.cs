using System.Buffers;

namespace Pintle.DestinationKit.Json;

/// <summary>A buffer that the thread keeps between uses: of what is written for each event, only the result is allocated.</summary>
internal static class SpareBuffer
{
    private const int MostKept = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _spare;

    /// <summary>An empty buffer; <see cref="Keep"/> takes it back.</summary>
    public static ArrayBufferWriter<byte> Take()
    {
        var buffer = _spare ?? new ArrayBufferWriter<byte>(4096);
        _spare = null;
        buffer.ResetWrittenCount();
        return buffer;
    }

    public static void Keep(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity <= MostKept)
        {
            _spare = buffer;
        }
    }
}
