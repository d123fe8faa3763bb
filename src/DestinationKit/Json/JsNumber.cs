using System.Globalization;

namespace Pintle.DestinationKit.Json;

/// <summary>JavaScript's ways of reading numbers from text.</summary>
public static class JsNumber
{
    /// <summary><c>Number(text)</c>: the whole text, "" is 0, hexadecimal with 0x; NaN when it is none.</summary>
    public static double Parse(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return text is null ? double.NaN : 0;
        }

        if (trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(trimmed[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : double.NaN;
        }

        return trimmed switch
        {
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ when char.IsAsciiLetter(trimmed[^1]) => double.NaN,
            _ => double.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                ? number : double.NaN,
        };
    }

    /// <summary><c>parseFloat(text)</c>: the longest beginning that is a number; NaN when there is none.</summary>
    public static double ParseFloat(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        var end = Sign(trimmed);
        var digits = Digits(trimmed, ref end);
        if (end < trimmed.Length && trimmed[end] == '.')
        {
            end++;
            digits += Digits(trimmed, ref end);
        }

        if (digits == 0)
        {
            return trimmed.StartsWith("Infinity") ? double.PositiveInfinity : trimmed.StartsWith("-Infinity") ? double.NegativeInfinity : double.NaN;
        }

        if (end < trimmed.Length && trimmed[end] is 'e' or 'E')
        {
            var exponent = end + 1 + Sign(trimmed[(end + 1)..]);
            if (Digits(trimmed, ref exponent) > 0)
            {
                end = exponent;
            }
        }

        return double.Parse(trimmed[..end].TrimEnd('.'), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary><c>parseInt(text, 10)</c>: leading digits; NaN when there are none.</summary>
    public static double ParseInt(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        var end = Sign(trimmed);
        return Digits(trimmed, ref end) == 0 ? double.NaN : double.Parse(trimmed[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private static int Sign(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;

    private static int Digits(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start;
    }
}
