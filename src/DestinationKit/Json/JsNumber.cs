using System.Globalization;

namespace Pintle.DestinationKit.Json;

/// <summary>JavaScript's ways of reading numbers from text.</summary>
public static class JsNumber
{
    /// <summary><c>Number(text)</c>: the whole text, "" is 0, hexadecimal with 0x, octal with 0o, binary with 0b; NaN when it is none.</summary>
    public static double Parse(string? text)
    {
        var trimmed = JsSpace.Trim(text.AsSpan());
        if (trimmed.IsEmpty)
        {
            return text is null ? double.NaN : 0;
        }

        return trimmed switch
        {
            ['0', 'x' or 'X', .. var digits] => OfDigits(digits, 4),
            ['0', 'o' or 'O', .. var digits] => OfDigits(digits, 3),
            ['0', 'b' or 'B', .. var digits] => OfDigits(digits, 1),
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            // .NET takes words and NULs too.
            _ when !char.IsAsciiDigit(trimmed[^1]) && trimmed[^1] != '.' => double.NaN,
            _ => double.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                ? number : double.NaN,
        };
    }

    /// <summary><c>parseFloat(text)</c>: the longest beginning that is a number; NaN when there is none.</summary>
    public static double ParseFloat(string text)
    {
        var trimmed = JsSpace.TrimStart(text);
        var end = Sign(trimmed);
        var digits = Digits(trimmed, ref end);
        if (end < trimmed.Length && trimmed[end] == '.')
        {
            end++;
            digits += Digits(trimmed, ref end);
        }

        if (digits == 0)
        {
            return !trimmed[Sign(trimmed)..].StartsWith("Infinity") ? double.NaN : trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
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
        var trimmed = JsSpace.TrimStart(text);
        var end = Sign(trimmed);
        return Digits(trimmed, ref end) == 0 ? double.NaN : double.Parse(trimmed[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    // Digits of a power of two: as many as fit, of the rest only how many, and whether they would round up a half.
    private static double OfDigits(ReadOnlySpan<char> digits, int bits)
    {
        ulong first = 0;
        var rest = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : int.MaxValue;
            if (digit >= 1 << bits)
            {
                return double.NaN;
            }

            if (first >> (64 - bits) == 0)
            {
                first = (first << bits) | (uint)digit;
            }
            else
            {
                first |= digit > 0 ? 1UL : 0;
                rest += bits;
            }
        }

        return digits.IsEmpty ? double.NaN : Math.ScaleB(first, rest);
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
