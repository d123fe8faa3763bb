using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>JavaScript's coercions of JSON values, in one place.</summary>
public static class JsText
{
    [ThreadStatic]
    private static StringBuilder? _spare;

    /// <summary>A value as text the way vendors' requests carry it: strings as they are, objects and arrays as JSON, the rest as <c>String(x)</c>.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => Number(value),
        JsonValueKind.Undefined => "undefined",
        _ => Compact(value),
    };

    /// <summary>Truthiness.</summary>
    public static bool IsTruthy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true,
        JsonValueKind.String => !value.ValueEquals(""u8),
        JsonValueKind.Number => value.TryGetDouble(out var number) && number != 0,
        _ => false,
    };

    /// <summary>A number as <c>String(x)</c> prints it: shortest digits that read back the same.</summary>
    public static string Number(JsonElement value) => Number(value.GetDouble());

    /// <summary>A number as <c>String(x)</c> prints it: shortest digits that read back the same.</summary>
    public static string Number(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : double.IsPositiveInfinity(number) ? "Infinity" : "-Infinity";
        }

        var size = Math.Abs(number);
        if (size is >= 1e-6 and < 1e21)
        {
            return ((decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
                ? exact.ToString("0.#############################", CultureInfo.InvariantCulture)
                : number.ToString("R", CultureInfo.InvariantCulture));
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
        var at = text.IndexOf('e', StringComparison.Ordinal);
        return $"{text[..at]}e{text[at + 1]}{text[(at + 2)..].TrimStart('0')}";
    }

    /// <summary>JSON as <c>JSON.stringify</c> writes it: no white space, nothing escaped but what must be, half a surrogate pair included. Whole numbers keep their digits.</summary>
    public static string Compact(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>The same of a value that may have been made; what is undefined or no finite number is null.</summary>
    internal static string Compact(JsValue value)
    {
        // A form with JSON in it is made for each event: the builder's chunks would be a quarter of all that an event allocates.
        var text = _spare ?? new StringBuilder(1_024);
        _spare = null;
        Append(text, value);
        var made = text.ToString();
        if (text.Capacity <= 16_384)
        {
            _spare = text.Clear();
        }

        return made;
    }

    /// <summary>The same as UTF-8, of which only the result is allocated.</summary>
    internal static byte[] CompactUtf8(JsValue value)
    {
        var text = _spare ?? new StringBuilder(1_024);
        _spare = null;
        Append(text, value);
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        text.CopyTo(0, characters, text.Length);
        var made = Encoding.UTF8.GetBytes(characters, 0, text.Length);
        ArrayPool<char>.Shared.Return(characters);
        if (text.Capacity <= 16_384)
        {
            _spare = text.Clear();
        }

        return made;
    }

    private static void Append(StringBuilder to, JsValue value)
    {
        if (value.AsObject() is { } members)
        {
            to.Append('{');
            for (var i = 0; i < members.Count; i++)
            {
                var (name, inner) = members.At(i);
                Quote(to.Append(i == 0 ? "" : ","), name);
                Append(to.Append(':'), inner);
            }

            to.Append('}');
        }
        else if (value.AsArray() is { } items)
        {
            to.Append('[');
            for (var i = 0; i < items.Count; i++)
            {
                Append(to.Append(i == 0 ? "" : ","), items[i]);
            }

            to.Append(']');
        }
        else if (value.IsObject || value.IsArray)
        {
            Append(to, value.ToElement());
        }
        else
        {
            AppendScalar(to, value);
        }
    }

    private static void AppendScalar(StringBuilder to, JsValue value)
    {
        if (value.AsText() is { } text)
        {
            Quote(to, text);
        }
        else if (value.AsNumber() is { } number)
        {
            AppendNumber(to, value.ToDigits(), number);
        }
        else
        {
            to.Append(value.AsBoolean() switch { true => "true", false => "false", _ => "null" });
        }
    }

    private static void Append(StringBuilder to, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                to.Append('{');
                foreach (var member in value.EnumerateObject())
                {
                    Quote(to.Append(to[^1] == '{' ? "" : ","), member.Name);
                    Append(to.Append(':'), member.Value);
                }

                to.Append('}');
                break;
            case JsonValueKind.Array:
                to.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Append(to.Append(to[^1] == '[' ? "" : ","), item);
                }

                to.Append(']');
                break;
            case JsonValueKind.String:
                Quote(to, value.GetString()!);
                break;
            case JsonValueKind.Number:
                AppendNumber(to, value.GetRawText(), value.GetDouble());
                break;
            default:
                to.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendNumber(StringBuilder to, string digits, double number) => to.Append(
        !double.IsFinite(number) ? "null" : number == 0 || digits.AsSpan().ContainsAny('.', 'e', 'E') ? Number(number) : digits);

    private static void Quote(StringBuilder to, string text)
    {
        to.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c) && i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                to.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '"' or '\\' => to.Append('\\').Append(c),
                '\b' => to.Append("\\b"),
                '\f' => to.Append("\\f"),
                '\n' => to.Append("\\n"),
                '\r' => to.Append("\\r"),
                '\t' => to.Append("\\t"),
                < ' ' or (>= '\uD800' and <= '\uDFFF') => to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => to.Append(c),
            };
        }

        to.Append('"');
    }
}
