using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pintle.Events;

/// <summary>
/// Writes JSON objects from pieces of other ones without taking them apart: what is not touched stays byte for byte. Its
/// buffer is reused by the thread, so that only the result is allocated.
/// </summary>
public sealed class RawJson
{
    private const int MostKept = 256 * 1024;

    [ThreadStatic]
    private static RawJson? _spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private bool _needsComma;

    private RawJson()
    {
    }

    /// <summary>An empty one; <see cref="ToElement"/> or <see cref="ToArray"/> ends its use.</summary>
    public static RawJson Start()
    {
        var json = _spare ?? new RawJson();
        _spare = null;
        json._needsComma = false;
        json._buffer.ResetWrittenCount();
        return json;
    }

    public void StartObject()
    {
        _buffer.Write("{"u8);
        _needsComma = false;
    }

    public void EndObject()
    {
        _buffer.Write("}"u8);
        _needsComma = true;
    }

    /// <summary>A member as another object has it.</summary>
    public void Copy(JsonProperty member)
    {
        Name(JsonMarshal.GetRawUtf8PropertyName(member));
        _buffer.Write(JsonMarshal.GetRawUtf8Value(member.Value));
    }

    /// <summary>A name that needs no escaping; the value follows.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        var to = _buffer.GetSpan(name.Length + 4);
        var at = 0;
        if (_needsComma)
        {
            to[at++] = (byte)',';
        }

        to[at++] = (byte)'"';
        name.CopyTo(to[at..]);
        at += name.Length;
        to[at++] = (byte)'"';
        to[at++] = (byte)':';
        _buffer.Advance(at);
        _needsComma = true;
    }

    /// <summary>Text that may need escaping.</summary>
    public void Text(string value)
    {
        _buffer.Write("\""u8);
        _buffer.Write(JsonEncodedText.Encode(value, JsonPolicy.Writer.Encoder).EncodedUtf8Bytes);
        _buffer.Write("\""u8);
    }

    /// <summary>Finished JSON.</summary>
    public void Raw(ReadOnlySpan<byte> value) => _buffer.Write(value);

    /// <summary>What was written, parsed; it owns its memory.</summary>
    public JsonElement ToElement()
    {
        var reader = new Utf8JsonReader(_buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = JsonPolicy.Document.MaxDepth });
        var element = JsonElement.ParseValue(ref reader);
        Release();
        return element;
    }

    /// <summary>What was written.</summary>
    public byte[] ToArray()
    {
        var bytes = _buffer.WrittenSpan.ToArray();
        Release();
        return bytes;
    }

    private void Release()
    {
        if (_buffer.Capacity <= MostKept)
        {
            _spare = this;
        }
    }
}
