using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Pintle.Router.Retry;

/// <summary>The throttle of each destination: its own rule, else that of its type. Each destination has a bucket of its own. Thread-safe.</summary>
internal sealed class Throttles(IReadOnlyList<ThrottleRule> rules, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Destination, Rate Rate), Throttle> _throttles = new();

    /// <summary>Shared by everything that sends to the destination; null when it isn't throttled.</summary>
    public Throttle? Of(string destinationId, string type)
    {
        // The last rule of a name counts, as everywhere in the configuration.
        var rule = rules.LastOrDefault(r => r.Name == destinationId)
            ?? rules.LastOrDefault(r => r.Name.Equals(type, StringComparison.OrdinalIgnoreCase));
        return rule is null ? null : _throttles.GetOrAdd((destinationId, rule.Rate), key => new Throttle(key.Rate, time));
    }
}

/// <summary>How many requests may go to a destination, or to each destination of a type.</summary>
/// <param name="Name">Id of the destination, or the type's name.</param>
public sealed partial record ThrottleRule(string Name, Rate Rate)
{
    /// <summary>Reads <c>WEBHOOK=100/1s</c>; else the valid form that is most like the text.</summary>
    public static (ThrottleRule? Rule, string Nearest) Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var name = at > 0 ? text[..at].Trim() : "";
        if (name.Length > 0 && Rate.Parse(text[(at + 1)..]) is { } rate)
        {
            return (new ThrottleRule(name, rate), text);
        }

        var parts = Parts().Match(text);
        string Part(string group, string otherwise) => parts.Groups[group].Length > 0 ? parts.Groups[group].Value : otherwise;
        var limit = Part("limit", "100").TrimStart('0');
        return (null, $"{Part("name", "WEBHOOK")}={(limit.Length == 0 ? "1" : limit)}/{Part("window", "1s")}");
    }

    [GeneratedRegex(@"^\s*(?<name>[\w-]*[A-Za-z_][\w-]*)?\D*(?<limit>\d{1,9})?\D*(?<window>[1-9]\d{0,8}(ms|s|m|h))?", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
