using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Mappings;

/// <summary>What a mapping is applied to: an event, or a part of one (or anything else), with the event at hand.</summary>
internal readonly struct Scope
{
    private readonly bool _isEvent;

    public Scope(Event e) => (Event, Root, _isEvent) = (e, e.Message, true);

    public Scope(JsValue root, Event e) => (Event, Root) = (e, root);

    public Event Event { get; }

    public JsValue Root { get; }

    /// <summary>What lies at a path.</summary>
    public JsValue Find(JsPath path) => _isEvent ? Event.Find(path) : path.In(Root);

    /// <summary>The first of several paths at which something is present.</summary>
    public JsValue First(JsPath[] paths)
    {
        foreach (var path in paths)
        {
            if (Find(path) is { IsPresent: true } found)
            {
                return found;
            }
        }

        return default;
    }
}
