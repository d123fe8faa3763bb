using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>Custom events, each of which the settings map to one that is defined in the account.</summary>
/// <remarks>https://developers.hubspot.com/docs/api-reference/events-send-event-completions-v3/guide</remarks>
internal static class CustomEvents
{
    public static Outcome Record(Event e, HubSpotSettings settings)
    {
        var api = settings.Api(e);
        var mapped = Mapped(e, settings);
        var made = HubSpotMapping.CustomEvent.Map(e);
        if (!made.Has("email") && !made.Has("utk") && !made.Has("objectId"))
        {
            throw EventRejectedException.Instrumentation("One of \"email\", \"utk\" and \"objectId\" is required to know whose custom event it is.");
        }

        made["eventName"] = mapped.HubspotEventName?.Trim() is { Length: > 0 } name
            ? name
            : throw EventRejectedException.Configuration("\"hubspotEvents\" names no event of HubSpot (hubspotEventName) for this event.");
        made["properties"] = Properties(e, mapped.EventProperties ?? []);
        return new Outcome.Send(api.Post("/events/v3/send", made));
    }

    private static HubSpotEvent Mapped(Event e, HubSpotSettings settings)
    {
        if (settings.HubspotEvents.Count == 0)
        {
            throw EventRejectedException.Instrumentation("\"hubspotEvents\" (Custom events) is required for track calls.");
        }

        var name = e["event"].ToText()?.Trim() is { Length: > 0 } text ? text : throw EventRejectedException.Instrumentation("\"event\" is required for track calls.");
        foreach (var mapped in settings.HubspotEvents.OfType<HubSpotEvent>())
        {
            if (string.Equals(mapped.RsEventName?.Trim(), name, StringComparison.OrdinalIgnoreCase))
            {
                return mapped;
            }
        }

        throw EventRejectedException.Configuration($"\"hubspotEvents\" has no entry for the event \"{name}\".");
    }

    private static JsObject Properties(Event e, IReadOnlyList<HubSpotEventProperty?> table)
    {
        var made = HubSpotMapping.CustomEventDefaults.Map(e);
        foreach (var row in table)
        {
            if (row is { From: { Length: > 0 } from, To: { Length: > 0 } to } && PropertyOf(e, from) is { IsDefined: true } value)
            {
                made[to] = value;
            }
        }

        return made;
    }

    // A property by its name, which may have dots, or by its path.
    private static JsValue PropertyOf(Event e, string from) => e["properties"] is var properties && properties.Has(from) ? properties[from] : properties.Find(from);
}
