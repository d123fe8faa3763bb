using System.Globalization;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>JavaScript's coercions of JSON values, in one place.</summary>
public static class JsText
{
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
    public static string Number(JsonElement value)
    {
        var number = value.GetDouble();
        if (number == 0)
        {
            return "0";
        }

        if (!double.IsFinite(number))
        {
            return double.IsPositiveInfinity(number) ? "Infinity" : "-Infinity";
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

    /// <summary>JSON without white space, as <c>JSON.stringify</c> writes it.</summary>
    public static string Compact(JsonElement value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Pintle.Events.JsonPolicy.Writer))
        {
            value.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
