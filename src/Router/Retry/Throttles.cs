using System.Collections.Concurrent;

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
public sealed record ThrottleRule(string Name, Rate Rate);
