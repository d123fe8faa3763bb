using System.Globalization;
using System.Text.RegularExpressions;

namespace Pintle.Server.Configuration;

/// <summary>
/// The established product's keys of throttles, a pair for each type or destination: <c>Router.throttler.WEBHOOK.limit</c> and
/// <c>.timeWindow</c>, with the destination's id before the last part for a single one.
/// </summary>
internal static partial class ThrottleAliases
{
    /// <summary>Takes the pairs out of the given values; the throttles that they make.</summary>
    public static List<string> Take(List<GivenValue> values, List<string> problems)
    {
        var given = values.Where(v => Key().IsMatch(v.Key)).ToList();
        values.RemoveAll(given.Contains);
        var throttles = new List<string>();
        foreach (var pair in given.GroupBy(v => Name(v.Key), StringComparer.OrdinalIgnoreCase))
        {
            var limit = pair.LastOrDefault(v => IsLimit(v.Key));
            var window = pair.LastOrDefault(v => !IsLimit(v.Key));
            if (ProblemOf(limit, window) is { } problem)
            {
                problems.Add(problem);
            }
            else if (limit!.Values[0].Trim() != "0")
            {
                throttles.Add(string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={limit.Values[0].Trim()}/{(long)WindowOf(window!)!.Value.TotalMilliseconds}ms"));
            }
        }

        return throttles;
    }

    /// <summary>Puts them before our own, which win.</summary>
    public static void Add(IReadOnlyList<string> throttles, PintleOptions options)
    {
        if (throttles.Count > 0)
        {
            OptionTable.Find("router.throttles")!.Write(options, (IReadOnlyList<string>)[.. throttles, .. options.Router.Throttles]);
        }
    }

    /// <summary>The key that an environment variable stands for: those of types only, for a variable keeps no destination's id.</summary>
    public static string? KeyOf(string variable) => Variable().Match(variable) is { Success: true } form
        ? $"Router.throttler.{form.Groups["type"].Value}.{(form.Groups["part"].Value == "LIMIT" ? "limit" : "timeWindow")}"
        : null;

    private static string? ProblemOf(GivenValue? limit, GivenValue? window)
    {
        if (limit is null || window is null)
        {
            var (found, missing) = limit is null ? (window!, "limit: 100") : (limit, "timeWindow: 1s");
            return $"{found.Place}: {found.Key} needs its other half; did you mean to add \"{found.Key[..found.Key.LastIndexOf('.')]}.{missing}\"?";
        }

        if (limit.Values.Count != 1 || !int.TryParse(limit.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most > 999_999_999)
        {
            return $"{limit.Place}: {limit.Key} must be a whole number such as 100, but is \"{string.Join(", ", limit.Values)}\".";
        }

        return WindowOf(window) is null
            ? $"{window.Place}: {window.Key} must be a duration from 1ms to 24h such as 1s, but is \"{string.Join(", ", window.Values)}\"."
            : null;
    }

    private static TimeSpan? WindowOf(GivenValue window)
    {
        var text = window.Values.Count == 1 ? window.Values[0].Trim() : "";
        var span = ValueParser.ParseDuration(text.Length > 0 && text.All(char.IsAsciiDigit) ? text + "s" : text);
        return span is { TotalMilliseconds: >= 1, TotalDays: <= 1 } ? span : null;
    }

    private static bool IsLimit(string key) => key.EndsWith(".limit", StringComparison.OrdinalIgnoreCase);

    // The destination's id is enough to know it.
    private static string Name(string key) => key.Split('.')[^2];

    [GeneratedRegex(@"^Router\.throttler\.[^.]+(\.[^.]+)?\.(limit|timeWindow)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Key();

    [GeneratedRegex("^RSERVER_ROUTER_THROTTLER_(?<type>[A-Z0-9_]+)_(?<part>LIMIT|TIME_WINDOW)$", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
