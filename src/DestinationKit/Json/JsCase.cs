using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pintle.DestinationKit.Json;

/// <summary>
/// Lower and upper case by Unicode's full mapping, as JavaScript has it and .NET hasn't: ß is SS, İ is i with a dot, and a sigma
/// that ends a word is ς. Hashes of names depend on it.
/// </summary>
public static class JsCase
{
    private const char Iota = 'Ι';

    // https://www.unicode.org/Public/UCD/latest/ucd/SpecialCasing.txt: a letter and its upper case; and ı and ſ, which .NET leaves alone.
    private const string Long =
        "\u0131I \u017FS \u00DFSS \u0149\u02BCN \u01F0J\u030C \u0390\u0399\u0308\u0301 \u03B0\u03A5\u0308\u0301 \u0587\u0535\u0552 " +
        "\u1E96H\u0331 \u1E97T\u0308 \u1E98W\u030A \u1E99Y\u030A \u1E9AA\u02BE \u1F50\u03A5\u0313 \u1F52\u03A5\u0313\u0300 " +
        "\u1F54\u03A5\u0313\u0301 \u1F56\u03A5\u0313\u0342 \u1FB2\u1FBA\u0399 \u1FB3\u0391\u0399 \u1FB4\u0386\u0399 " +
        "\u1FB6\u0391\u0342 \u1FB7\u0391\u0342\u0399 \u1FBC\u0391\u0399 \u1FC2\u1FCA\u0399 \u1FC3\u0397\u0399 " +
        "\u1FC4\u0389\u0399 \u1FC6\u0397\u0342 \u1FC7\u0397\u0342\u0399 \u1FCC\u0397\u0399 \u1FD2\u0399\u0308\u0300 " +
        "\u1FD3\u0399\u0308\u0301 \u1FD6\u0399\u0342 \u1FD7\u0399\u0308\u0342 \u1FE2\u03A5\u0308\u0300 " +
        "\u1FE3\u03A5\u0308\u0301 \u1FE4\u03A1\u0313 \u1FE6\u03A5\u0342 \u1FE7\u03A5\u0308\u0342 \u1FF2\u1FFA\u0399 " +
        "\u1FF3\u03A9\u0399 \u1FF4\u038F\u0399 \u1FF6\u03A9\u0342 \u1FF7\u03A9\u0342\u0399 \u1FFC\u03A9\u0399 \uFB00FF " +
        "\uFB01FI \uFB02FL \uFB03FFI \uFB04FFL \uFB05ST \uFB06ST \uFB13\u0544\u0546 \uFB14\u0544\u0535 \uFB15\u0544\u053B " +
        "\uFB16\u054E\u0546 \uFB17\u0544\u053D";

    private static readonly Dictionary<char, string> LongUpper = Long.Split(' ').Concat(WithIota()).ToDictionary(static e => e[0], static e => e[1..]);
    private static readonly SearchValues<char> HasLongUpper = SearchValues.Create([.. LongUpper.Keys]);

    /// <summary><c>text.toLowerCase()</c>.</summary>
    public static string Lower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (!text.AsSpan().ContainsAny('İ', 'Σ'))
        {
            return lower;
        }

        // Simple mappings don't move letters.
        var made = new StringBuilder(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                'İ' => made.Append("i\u0307"),
                'Σ' => made.Append(EndsWord(text, i) ? 'ς' : 'σ'),
                _ => made.Append(lower[i]),
            };
        }

        return made.ToString();
    }

    /// <summary><c>text.toUpperCase()</c>.</summary>
    public static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        if (!text.AsSpan().ContainsAny(HasLongUpper))
        {
            return upper;
        }

        var made = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            _ = LongUpper.TryGetValue(text[i], out var longer) ? made.Append(longer) : made.Append(upper[i]);
        }

        return made.ToString();
    }

    // Greek letters with an iota below, whose upper case has one beside.
    private static IEnumerable<string> WithIota() =>
        from row in ((char First, char Upper)[])[('\u1F80', '\u1F08'), ('\u1F90', '\u1F28'), ('\u1FA0', '\u1F68')]
        from i in Enumerable.Range(0, 16)
        select $"{(char)(row.First + i)}{(char)(row.Upper + (i % 8))}{Iota}";

    // A letter goes before and none comes after, whatever marks and points lie between (Unicode, 3.13, Final_Sigma).
    private static bool EndsWord(string text, int at)
    {
        var before = at;
        while (before > 0 && Rune.DecodeLastFromUtf16(text.AsSpan(0, before), out var rune, out var length) == OperationStatus.Done)
        {
            if (!IsIgnorable(rune))
            {
                return IsCased(rune) && !LetterFollows(text.AsSpan(at + 1));
            }

            before -= length;
        }

        return false;
    }

    private static bool LetterFollows(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done)
        {
            if (!IsIgnorable(rune))
            {
                return IsCased(rune);
            }

            text = text[length..];
        }

        return false;
    }

    private static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or '\u00B7' or '\u2018' or '\u2019' or '\u2024' or '\u2027';
}
