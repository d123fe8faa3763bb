using System.Text;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.CustomerIo;

/// <summary>What people do: https://docs.customer.io/api/track/#operation/track.</summary>
internal static class CustomerIoEvents
{
    // Events of somebody unknown: https://docs.customer.io/api/track/#operation/trackAnonymous.
    private const int MaxAnonymousNameBytes = 100;

    public static VendorRequest OfTrack(Event e, CustomerIoSettings settings)
    {
        var name = e.Message["event"];
        if (Devices.Of(e, settings, name.AsText()) is { } device)
        {
            return device;
        }

        return name.AsText()?.Trim() is { Length: > 0 } text
            ? Of(e, settings, "event", text)
            : throw EventRejectedException.Instrumentation("\"event\" is required for track events: a text.");
    }

    public static VendorRequest OfPage(Event e, CustomerIoSettings settings)
    {
        var name = e.First("name", "properties.url");
        var isKnown = Person.Known(e) is not null && !settings.IsV2;
        return isKnown || name.IsText
            ? Of(e, settings, "page", name)
            : throw EventRejectedException.Instrumentation("A page needs \"name\" or \"properties.url\": a text.");
    }

    public static VendorRequest OfScreen(Event e, CustomerIoSettings settings)
    {
        var name = e.First("event", "name", "properties.name").AsText()?.Trim();
        return string.IsNullOrEmpty(name)
            ? throw EventRejectedException.Instrumentation("\"name\" is required for screen events: a text.")
            : settings.IsV2 ? Of(e, settings, "screen", name) : Of(e, settings, "event", $"Viewed {name} Screen");
    }

    private static VendorRequest Of(Event e, CustomerIoSettings settings, string type, JsValue name)
    {
        if (settings.IsV2)
        {
            return CustomerIoApi.Entity(e, settings, Entity(e, settings, type, name));
        }

        var known = Person.Known(e);
        var body = new JsObject
        {
            { "type", type },
            { "name", known is null ? Shortened(name.ToString()) : name },
            { "timestamp", EpochSeconds.OfEvent(e) },
            { "data", Properties(e) },
        };
        if (known is not null)
        {
            return CustomerIoApi.OfCustomer(e, settings, "POST", known, "/events", body);
        }

        body["anonymous_id"] = Anonymous(e);
        return CustomerIoApi.Of(e, settings, "POST", "v1/events", "v1/events", body);
    }

    private static JsObject Entity(Event e, CustomerIoSettings settings, string type, JsValue name)
    {
        var known = Person.Identifiers(e, settings);
        return new JsObject
        {
            { "type", "person" },
            { "action", type },
            { "identifiers", known ?? new JsObject { { "anonymous_id", Anonymous(e) } } },
            { "name", known is null ? Shortened(name.ToString()) : name },
            { "timestamp", EpochSeconds.OfEvent(e) },
            { "attributes", Properties(e) },
        };
    }

    private static JsValue Properties(Event e) => e.Message["properties"] is { IsObject: true } properties ? properties : default;

    private static JsValue Anonymous(Event e) => e.First("anonymousId").ToText();

    private static string Shortened(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxAnonymousNameBytes)
        {
            return name;
        }

        var bytes = 0;
        var end = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxAnonymousNameBytes)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return name[..end];
    }
}
