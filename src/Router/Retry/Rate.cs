using System.Globalization;
using System.Text.RegularExpressions;

namespace Pintle.Router.Retry;

/// <summary>So many in a window, as people write it: <c>100/1s</c>, <c>500/s</c>, <c>10/5m</c>.</summary>
public sealed partial record Rate(int Limit, TimeSpan Window)
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    /// <summary>The rate; null when the text is none.</summary>
    public static Rate? Parse(string text)
    {
        if (Form().Match(text.Trim()) is not { Success: true } form || !int.TryParse(form.Groups["limit"].ValueSpan, CultureInfo.InvariantCulture, out var limit))
        {
            return null;
        }

        var length = form.Groups["length"] is { Length: > 0 } given ? double.Parse(given.ValueSpan, CultureInfo.InvariantCulture) : 1;
        var milliseconds = length * form.Groups["unit"].Value switch { "ms" => 1, "s" => 1_000, "m" => 60_000, _ => 3_600_000 };
        return limit >= 1 && milliseconds >= 1 && milliseconds <= LongestWindow.TotalMilliseconds ? new Rate(limit, TimeSpan.FromMilliseconds(milliseconds)) : null;
    }

    public override string ToString() => Window.TotalSeconds % 1 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Limit}/{Window.TotalSeconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{Limit}/{Window.TotalMilliseconds}ms");

    [GeneratedRegex(@"^(?<limit>\d{1,9})\s*/\s*(?<length>\d{1,9}(\.\d{1,9})?)?\s*(?<unit>ms|s|m|h)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
