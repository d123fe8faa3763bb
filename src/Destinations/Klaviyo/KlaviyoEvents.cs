using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Klaviyo;

/// <summary>What people did: events of a metric.</summary>
/// <remarks>https://developers.klaviyo.com/en/reference/create_event</remarks>
internal static class KlaviyoEvents
{
    public static VendorRequest Of(Event e, KlaviyoSettings settings)
    {
        var name = NameOf(e);
        return KlaviyoApi.Post(settings, KlaviyoApi.Events, new JsObject
        {
            { "type", "event" },
            { "attributes", settings.IsLegacy ? Legacy(e, settings, name) : Attributes(e, settings, name) },
        });
    }

    private static JsObject Attributes(Event e, KlaviyoSettings settings, string name) => new()
    {
        { "unique_id", e.First("messageId") },
        { "properties", KlaviyoMapping.Flattened(e.Message["properties"].ToObject(), settings) },
        { "profile", new JsObject { { "data", Person.Profile(e, settings, isInside: true) } } },
        { "metric", new JsObject { { "data", new JsObject { { "type", "metric" }, { "attributes", new JsObject { { "name", name } } } } } } },
        { "value", KlaviyoMapping.Value.Of(e) },
        { "value_currency", KlaviyoMapping.Currency.Of(e) },
        { "time", Standard.Timestamp.Of(e) },
    };

    private static JsObject Legacy(Event e, KlaviyoSettings settings, string name)
    {
        var shop = e.Type == "track" ? KlaviyoMapping.ShopEvent(name) : null;
        var attributes = new JsObject
        {
            { "metric", new JsObject { { "name", shop?.Metric ?? name } } },
            { "profile", Person.LegacyCustomer(e, settings) },
            { "time", e.First("timestamp") },
        };
        if (shop is { } known)
        {
            attributes["properties"] = KlaviyoMapping.Flattened(known.Properties.Map(e.Message["properties"], e), settings);
            return attributes;
        }

        // The value has a place of its own.
        var properties = e.Message["properties"].ToObject();
        if (properties["revenue"].IsTruthy)
        {
            attributes["value"] = KlaviyoMapping.Value.Of(e);
            properties.Remove("revenue");
        }

        attributes["properties"] = KlaviyoMapping.Flattened(properties, settings);
        return attributes;
    }

    private static string NameOf(Event e)
    {
        var name = e.Message["event"];
        if (!name.IsTruthy && e.Type == "screen")
        {
            name = e.First("name", "properties.name");
        }

        return name.IsTruthy && !name.IsObject && !name.IsArray
            ? name.ToString().Trim()
            : throw EventRejectedException.Instrumentation($"\"event\" is required for {e.Type} events.");
    }
}
