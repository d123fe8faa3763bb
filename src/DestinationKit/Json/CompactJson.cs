using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Pintle.DestinationKit.Json;

/// <summary>
/// JSON as <c>JSON.stringify</c> writes it: no white space, nothing escaped but what must be (half a surrogate pair is). Whole
/// numbers of the event keep their digits; what is undefined or no finite number is null.
/// </summary>
internal static class CompactJson
{
    // Longer whole numbers may be beyond a double.
    private const int MostDigits = 300;

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    public static string ToText(JsValue value)
    {
        var written = Write(value);
        var text = Encoding.UTF8.GetString(written.WrittenSpan);
        SpareBuffer.Keep(written);
        return text;
    }

    public static byte[] ToUtf8(JsValue value)
    {
        var written = Write(value);
        var bytes = written.WrittenSpan.ToArray();
        SpareBuffer.Keep(written);
        return bytes;
    }

    private static ArrayBufferWriter<byte> Write(JsValue value)
    {
        var to = SpareBuffer.Take();
        Append(to, value);
        return to;
    }

    private static void Append(ArrayBufferWriter<byte> to, JsValue value)
    {
        if (value.AsObject() is { } members)
        {
            for (var i = 0; i < members.Count; i++)
            {
                var (name, inner) = members.At(i);
                to.Write(i == 0 ? "{"u8 : ","u8);
                Quote(to, name);
                to.Write(":"u8);
                Append(to, inner);
            }

            to.Write(members.Count == 0 ? "{}"u8 : "}"u8);
        }
        else if (value.AsArray() is { } items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                to.Write(i == 0 ? "["u8 : ","u8);
                Append(to, items[i]);
            }

            to.Write(items.Count == 0 ? "[]"u8 : "]"u8);
        }
        else if (value.IsOfEvent)
        {
            Append(to, value.ToElement());
        }
        else if (value.AsText() is { } text)
        {
            Quote(to, text);
        }
        else
        {
            Ascii(to, value.AsNumber() is { } number ? Finite(number) : value.ToText() ?? "null");
        }
    }

    private static void Append(ArrayBufferWriter<byte> to, JsonElement value)
    {
        var raw = value.ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(value);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendMembers(to, value);
                break;
            case JsonValueKind.Array:
                var separator = "["u8;
                foreach (var item in value.EnumerateArray())
                {
                    to.Write(separator);
                    separator = ","u8;
                    Append(to, item);
                }

                to.Write(separator[0] == '[' ? "[]"u8 : "]"u8);
                break;
            case JsonValueKind.String when raw.Contains((byte)'\\'):
                Quote(to, value.GetString()!);
                break;
            case JsonValueKind.Number when raw.ContainsAny((byte)'.', (byte)'e', (byte)'E') || raw.Length > MostDigits || raw is [(byte)'-', (byte)'0', ..]:
                Ascii(to, Finite(value.GetDouble()));
                break;
            default:
                to.Write(raw);
                break;
        }
    }

    private static void AppendMembers(ArrayBufferWriter<byte> to, JsonElement value)
    {
        var separator = "{"u8;
        foreach (var member in value.EnumerateObject())
        {
            to.Write(separator);
            separator = ","u8;
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (name.Contains((byte)'\\'))
            {
                Quote(to, member.Name);
            }
            else
            {
                to.Write("\""u8);
                to.Write(name);
                to.Write("\""u8);
            }

            to.Write(":"u8);
            Append(to, member.Value);
        }

        to.Write(separator[0] == '{' ? "{}"u8 : "}"u8);
    }

    private static void Quote(ArrayBufferWriter<byte> to, string text)
    {
        to.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Plain(to, rest[..at]);
            Ascii(to, rest[at] switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                var control => $"\\u{(int)control:x4}",
            });
            rest = rest[(at + 1)..];
        }

        Plain(to, rest);
        to.Write("\""u8);
    }

    private static void Plain(ArrayBufferWriter<byte> to, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var status = Utf8.FromUtf16(text, to.GetSpan(text.Length * 3), out var read, out var written, replaceInvalidSequences: false);
            to.Advance(written);
            if (status == OperationStatus.Done)
            {
                return;
            }

            // Half of a surrogate pair.
            Ascii(to, $"\\u{(int)text[read]:x4}");
            text = text[(read + 1)..];
        }
    }

    private static string Finite(double number) => double.IsFinite(number) ? JsText.Number(number) : "null";

    private static void Ascii(ArrayBufferWriter<byte> to, string text) => to.Advance(Encoding.ASCII.GetBytes(text, to.GetSpan(text.Length)));
}
