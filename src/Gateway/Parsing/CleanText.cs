using System.Globalization;
using System.Text;

namespace Pintle.Gateway.Parsing;

/// <summary>Removes what people can't see from ids, and trims them (spec gateway.md §5).</summary>
internal static class CleanText
{
    public static string Clean(string text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or > '~')
            {
                return CleanSlowly(text);
            }
        }

        return text;
    }

    private static string CleanSlowly(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }

    private static bool IsVisible(Rune rune) => !IsListed(rune.Value) && (rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));

    private static bool IsListed(int c) => c is 0x00A0 or 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E
        or (>= 0x2000 and <= 0x200F) or 0x202F or (>= 0x205F and <= 0x2064) or (>= 0x206A and <= 0x206F) or 0x2800 or 0x3000 or 0x3164 or 0xFEFF or 0xFFA0;
}
