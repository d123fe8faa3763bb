using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit;

/// <summary>The time of an event from a cloud or reverse-ETL source (transformer API §11.4), applied at the router.</summary>
internal static class EventTime
{
    /// <summary>The event with its <c>timestamp</c> as the rule says; the event itself when the rule doesn't concern it.</summary>
    public static JsValue Of(JsonElement message)
    {
        JsValue e = message;
        if (e["channel"].AsText() != "sources" || e.Find("context.mappedToDestination").IsTruthy)
        {
            return e;
        }

        var time = e["type"].AsText()?.ToLowerInvariant() switch
        {
            "identify" => e.First("context.timestamp", "context.traits.timestamp", "traits.timestamp", "timestamp", "originalTimestamp"),
            "track" => e.First("properties.timestamp", "timestamp", "originalTimestamp"),
            _ => default,
        };
        if (!time.IsTruthy)
        {
            return e;
        }

        var changed = e.ToObject();
        changed["timestamp"] = time;
        return changed;
    }
}
