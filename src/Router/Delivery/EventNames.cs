using System.Collections.Concurrent;
using Pintle.Events;

namespace Pintle.Router.Delivery;

/// <summary>The names under which events are counted: about 2,000 per source, the rest together. Thread-safe.</summary>
public sealed class EventNames
{
    private const int MostPerSource = 2_000;
    private const string Others = "(other)";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _names = new();

    /// <summary>The event's name, else its type.</summary>
    public string Of(EventHeader header)
    {
        var name = header.Name.Length > 0 ? header.Name : header.Type;
        var known = _names.GetOrAdd(header.SourceId, static _ => new());
        if (known.ContainsKey(name))
        {
            return name;
        }

        if (known.Count >= MostPerSource)
        {
            return Others;
        }

        known.TryAdd(name, 0);
        return name;
    }
}
