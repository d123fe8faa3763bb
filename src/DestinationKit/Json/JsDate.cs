using System.Globalization;
using System.Text;

namespace Pintle.DestinationKit.Json;

/// <summary>JavaScript's dates: what <c>new Date(x)</c> makes of a text or a number, in UTC.</summary>
public static class JsDate
{
    private const double Latest = 8.64e15;

    /// <summary>The date; null when the value is none, or lies outside the years 1 to 9999. Numbers are epoch milliseconds; text without a zone is UTC.</summary>
    public static DateTimeOffset? Parse(JsValue value)
    {
        if (value.AsNumber() is { } milliseconds)
        {
            return OfMilliseconds(milliseconds);
        }

        return value.AsText() is { } text && (IsoDateText.Milliseconds(text) ?? FreeDateText.Milliseconds(text)) is { } read
            ? OfMilliseconds(read)
            : null;
    }

    /// <summary>Epoch milliseconds; NaN when the value is no date.</summary>
    public static double Milliseconds(JsValue value) => Parse(value) is { } date ? date.ToUnixTimeMilliseconds() : double.NaN;

    /// <summary>Whole epoch seconds; NaN when the value is no date.</summary>
    public static double Seconds(JsValue value) => Parse(value) is { } date ? date.ToUnixTimeSeconds() : double.NaN;

    /// <summary><c>toISOString()</c>.</summary>
    public static string Iso(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>In UTC, by the tokens of moment.js (https://momentjs.com/docs/#/displaying/format/): YYYY, MM, DD, HH, mm, ss, SSS, Z …; text in [brackets] as it is.</summary>
    public static string Format(DateTimeOffset date, string tokens)
    {
        var utc = date.UtcDateTime;
        var text = new StringBuilder();
        for (var i = 0; i < tokens.Length;)
        {
            if (tokens[i] == '[' && tokens.IndexOf(']', i) is > 0 and var end)
            {
                text.Append(tokens, i + 1, end - i - 1);
                i = end + 1;
                continue;
            }

            var run = 1;
            while (i + run < tokens.Length && tokens[i + run] == tokens[i])
            {
                run++;
            }

            text.Append(Token(utc, tokens.Substring(i, run)));
            i += run;
        }

        return text.ToString();
    }

    private static string Token(DateTime utc, string token) => token switch
    {
        "YYYY" or "YY" or "DD" or "D" => Net(utc, token.ToLowerInvariant()),
        "A" => Net(utc, "tt"),
        "a" => Net(utc, "tt").ToLowerInvariant(),
        "Z" => "+00:00",
        "ZZ" => "+0000",
        "X" => Net(new DateTimeOffset(utc).ToUnixTimeSeconds()),
        "x" => Net(new DateTimeOffset(utc).ToUnixTimeMilliseconds()),
        "dddd" or "ddd" => Net(utc, token),
        _ when token[0] == 'S' => Net(utc, new string('f', Math.Min(token.Length, 7))),
        _ when token[0] is 'M' or 'H' or 'h' or 'm' or 's' => Net(utc, token),
        _ => token,
    };

    // A single letter would be one of .NET's standard formats.
    private static string Net(DateTime utc, string format) => utc.ToString(format.Length == 1 ? $"%{format}" : format, CultureInfo.InvariantCulture);

    private static string Net(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? OfMilliseconds(double milliseconds) =>
        Math.Abs(milliseconds) <= Latest && milliseconds >= -62_135_596_800_000 && milliseconds < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
}
