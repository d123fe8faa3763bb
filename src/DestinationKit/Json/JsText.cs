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
        _ => CompactJson.ToText(value),
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

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text;
        }

        // JavaScript writes more numbers without an exponent than .NET does.
        return Math.Abs(number) is >= 1e-6 and < 1e21
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.#############################", CultureInfo.InvariantCulture)
            : $"{text[..exponent]}e{text[exponent + 1]}{text[(exponent + 2)..].TrimStart('0')}";
    }
}
