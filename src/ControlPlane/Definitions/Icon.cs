using System.Globalization;
using System.Text;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Definitions;

/// <summary>
/// Icons of kinds of sources and destinations: a coloured square with initials, the same for a name every time. Vendors' logos are their trade marks; a destination's folder may
/// have an <c>icon.svg</c> of its own.
/// </summary>
internal static class Icon
{
    // Dark enough for white letters on every hue.
    private const int Saturation = 58;
    private const int Lightness = 32;

    private const uint FnvStart = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <summary>Of a kind of destination: its folder's, or drawn.</summary>
    public static string Of(DestinationType type)
    {
        using var file = type.GetType().Assembly.GetManifestResourceStream($"{type.GetType().Namespace!.Split('.')[^1]}/icon.svg");
        return file is null ? Draw(type.DisplayName) : new StreamReader(file).ReadToEnd();
    }

    /// <summary>Draws one.</summary>
    /// <param name="name">Anything; only letters and digits of it are drawn.</param>
    public static string Draw(string name) => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><rect width="48" height="48" rx="10" fill="hsl({Hue(name)} {Saturation}% {Lightness}%)"/><text x="24" y="25" fill="#fff" font-family="system-ui, sans-serif" font-size="20" font-weight="600" text-anchor="middle" dominant-baseline="central">{Initials(name)}</text></svg>
        """);

    /// <summary>Of two words their first letters, of one its first letter and the next capital or letter: <c>Google Analytics</c> is GA, <c>PostHog</c> PH.</summary>
    public static string Initials(string name)
    {
        var words = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => "?",
            [{ Length: 1 } letter] => letter.ToUpperInvariant(),
            [var word] => $"{word[0]}{word.Skip(1).FirstOrDefault(char.IsAsciiLetterUpper, word[1])}".ToUpperInvariant(),
            [var first, var second, ..] => $"{first[0]}{second[0]}".ToUpperInvariant(),
        };
    }

    private static uint Hue(string name) => Encoding.UTF8.GetBytes(name).Aggregate(FnvStart, (hash, one) => (hash ^ one) * FnvPrime) % 360;
}
