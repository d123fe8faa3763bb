using System.Globalization;
using System.Text.RegularExpressions;

namespace Pintle.Workspace;

/// <summary>What a library is imported by, made of its name: <c>Sample URL library</c> gives <c>sampleUrlLibrary</c>.</summary>
public static partial class LibraryHandle
{
    /// <summary>Empty when the name has no letter and no digit.</summary>
    public static string Of(string name) => string.Concat(Word().Matches(name).Select((word, place) => place == 0 ? Lower(word.Value) : Capital(word.Value)));

    private static string Capital(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + Lower(word[1..]);

    private static string Lower(string text) => text.ToLower(CultureInfo.InvariantCulture);

    // A word ends at what is neither letter nor digit, where digits begin or end, and where a capital begins the next: URLParser is two.
    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lt}\p{Lm}]+|\p{Nd}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
