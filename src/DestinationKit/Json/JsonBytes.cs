using System.Buffers;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.DestinationKit.Json;

/// <summary>Writes values as UTF-8 JSON through a buffer that the thread keeps, so that only the result is allocated.</summary>
internal static class JsonBytes
{
    private const int MostKept = 256 * 1024;
    private static readonly JsonWriterOptions Options = JsonPolicy.Writer with { MaxDepth = 1_000 };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _spare;

    public static byte[] Of(JsValue value)
    {
        var (buffer, writer) = _spare ?? New();
        _spare = null;
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        value.WriteTo(writer);
        writer.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= MostKept)
        {
            _spare = (buffer, writer);
        }

        return bytes;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) New()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }
}
