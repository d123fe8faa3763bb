using System.Globalization;

namespace Pintle.UserCode.Tools;

/// <summary>
/// amaro counts columns as a terminal shows them: a tab is four, a Chinese character two, a combining mark none. A text in which each character
/// takes one column, and that means the same to a parser, gives the place of the same problem as editors and V8 count.
/// </summary>
internal static class DisplayColumns
{
    private const char Letter = 'é';
    private const char NoLetter = '§';

    public static string Narrow(string code) => string.Create(code.Length, code, static (narrow, code) =>
    {
        for (var i = 0; i < narrow.Length; i++)
        {
            var isSecondOfPair = i > 0 && char.IsSurrogatePair(code[i - 1], code[i]);
            narrow[i] = isSecondOfPair ? narrow[i - 1] : Narrow(code, i);
        }
    });

    /// <summary>Whether two messages are one but for the characters that <see cref="Narrow(string)"/> changes.</summary>
    public static bool SayTheSame(string message, string other) => message.Where(char.IsAscii).SequenceEqual(other.Where(char.IsAscii));

    private static char Narrow(string code, int i) => code[i] switch
    {
        (>= ' ' and <= '~') or '\n' or '\r' => code[i],
        '\uFEFF' => ' ',
        var c when char.IsWhiteSpace(c) => ' ',
        _ => CharUnicodeInfo.GetUnicodeCategory(code, i) switch
        {
            <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format => Letter,
            _ => NoLetter,
        },
    };
}
