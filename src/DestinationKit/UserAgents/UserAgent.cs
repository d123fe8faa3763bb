using System.Text.RegularExpressions;

namespace Pintle.DestinationKit.UserAgents;

/// <summary>What a browser's <c>User-Agent</c> says of browser and device; "" for what it doesn't say. No history of the web, just what is in use.</summary>
/// <param name="Browser">Name: Chrome, Safari, Firefox, Edge, Opera…</param>
/// <param name="BrowserVersion">As it is written: 77.0.3865.90.</param>
/// <param name="System">Mac, Windows, iOS, Android, Linux, Chrome OS.</param>
/// <param name="Device">Model of a device that has one: iPhone, iPad, Pixel 7.</param>
/// <param name="Vendor">Whose device it is, when that is certain.</param>
public sealed partial record UserAgent(string Browser, string BrowserVersion, string System, string Device, string Vendor)
{
    // Browsers that pose as others go before those.
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edge/", "Edge"), ("OPR/", "Opera"), ("Opera/", "Opera"),
        ("SamsungBrowser/", "Samsung Browser"), ("UCBrowser/", "UCBrowser"), ("YaBrowser/", "Yandex"), ("Vivaldi/", "Vivaldi"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("HeadlessChrome/", "Chrome Headless"), ("CriOS/", "Chrome"),
        ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Trident/", "IE"), ("MSIE ", "IE"),
    ];

    /// <summary>Reads one; anything else than text gives blanks.</summary>
    public static UserAgent Parse(string? text)
    {
        text ??= "";
        var (browser, version) = BrowserOf(text);
        var (device, vendor) = DeviceOf(text);
        return new UserAgent(browser, version, SystemOf(text), device, vendor);
    }

    private static (string Name, string Version) BrowserOf(string text)
    {
        foreach (var (token, name) in Browsers)
        {
            if (text.IndexOf(token, StringComparison.Ordinal) is >= 0 and var at)
            {
                return (name, name == "IE" && VersionAfter(text, "rv:") is { Length: > 0 } revision ? revision : VersionAt(text, at + token.Length));
            }
        }

        if (!text.Contains("Safari/", StringComparison.Ordinal))
        {
            return ("", "");
        }

        return text.Contains("Android", StringComparison.Ordinal) ? ("Android Browser", VersionAfter(text, "Version/"))
            : text.Contains("Mobile/", StringComparison.Ordinal) ? ("Mobile Safari", VersionAfter(text, "Version/"))
            : ("Safari", VersionAfter(text, "Version/"));
    }

    private static string SystemOf(string text) =>
        text.Contains("iPhone", StringComparison.Ordinal) || text.Contains("iPad", StringComparison.Ordinal) || text.Contains("iPod", StringComparison.Ordinal) ? "iOS"
        : text.Contains("Android", StringComparison.Ordinal) ? "Android"
        : text.Contains("Macintosh", StringComparison.Ordinal) ? "Mac"
        : text.Contains("Windows", StringComparison.Ordinal) ? "Windows"
        : text.Contains("CrOS", StringComparison.Ordinal) ? "Chrome OS"
        : text.Contains("Linux", StringComparison.Ordinal) ? "Linux"
        : "";

    private static (string Device, string Vendor) DeviceOf(string text)
    {
        foreach (var apple in (ReadOnlySpan<string>)["iPhone", "iPad", "iPod"])
        {
            if (text.Contains(apple, StringComparison.Ordinal))
            {
                return (apple, "Apple");
            }
        }

        var model = AndroidModel().Match(text) is { Success: true } match ? match.Groups["model"].Value.Trim() : "";
        return model.Length == 0 || model is "K" or "Mobile" or "Tablet" || model.StartsWith("rv:", StringComparison.Ordinal) ? ("", "")
            : (model, model.StartsWith("SM-", StringComparison.Ordinal) ? "Samsung" : model.StartsWith("Pixel", StringComparison.Ordinal) ? "Google" : "");
    }

    private static string VersionAfter(string text, string token) =>
        text.IndexOf(token, StringComparison.Ordinal) is >= 0 and var at ? VersionAt(text, at + token.Length) : "";

    private static string VersionAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        return text[start..end];
    }

    [GeneratedRegex(@"Android [^;)]+; (?:[a-z]{2}-[a-zA-Z]{2}; )?(?<model>[^;)]+?)(?: Build/[^;)]*)?[;)]", RegexOptions.CultureInvariant)]
    private static partial Regex AndroidModel();
}
