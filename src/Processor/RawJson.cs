using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.Processor;

/// <summary>Writes JSON objects from pieces of other ones without taking them apart: what is not touched stays byte for byte.</summary>
internal sealed class RawJson(int capacity)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);
    private bool _needsComma;

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
        _buffer.Write(_needsComma ? ",\""u8 : "\""u8);
        _buffer.Write(name);
        _buffer.Write("\":"u8);
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

    public JsonElement ToElement()
    {
        var reader = new Utf8JsonReader(_buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = JsonPolicy.Document.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }
}
