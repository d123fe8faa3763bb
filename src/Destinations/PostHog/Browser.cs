using System.Text.RegularExpressions;

namespace Pintle.Destinations.PostHog;

/// <summary>Browser and operating system by a user agent, in the words of PostHog's own library.</summary>
/// <param name="Name">As in <c>Chrome</c>; null when it is not known.</param>
/// <param name="Version">Its version.</param>
/// <param name="System">As in <c>Mac OS</c>.</param>
internal readonly partial record struct Browser(string? Name, string? Version, string? System)
{
    // The first whose token is there: most browsers name others too.
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("OPR/", "Opera"), ("Opera/", "Opera"), ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edge/", "Edge"), ("SamsungBrowser/", "Samsung Browser"),
        ("UCBrowser/", "UCBrowser"), ("YaBrowser/", "Yandex"), ("Vivaldi/", "Vivaldi"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"), ("MSIE ", "IE"), ("Trident/", "IE"), ("Version/", "Safari"),
    ];

    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows Phone", "Windows Phone"), ("Windows", "Windows"), ("iPhone", "iOS"), ("iPad", "iOS"), ("iPod", "iOS"), ("Mac OS X", "Mac OS"), ("Macintosh", "Mac OS"),
        ("Android", "Android"), ("CrOS", "Chromium OS"), ("Ubuntu", "Ubuntu"), ("Linux", "Linux"),
    ];

    /// <summary>Reads one; what is not recognised stays null.</summary>
    public static Browser Read(string agent)
    {
        var system = Array.Find(Systems, s => agent.Contains(s.Token, StringComparison.Ordinal)).Name;
        foreach (var (token, name) in Browsers)
        {
            var at = agent.IndexOf(token, StringComparison.Ordinal);
            if (at >= 0)
            {
                var isPhone = name == "Safari" && agent.Contains("Mobile/", StringComparison.Ordinal);
                return new Browser(isPhone ? "Mobile Safari" : name, Number().Match(agent, at + token.Length) is { Success: true } version ? version.Value : null, system);
            }
        }

        return new Browser(null, null, system);
    }

    [GeneratedRegex(@"\G\d+(\.\d+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
