using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Attributes of people.</summary>
/// <remarks>https://docs.customer.io/api/track/#operation/identify</remarks>
internal static class Attributes
{
    /// <summary>Traits and <c>user_properties</c>, an address in one level with them; reverse ETL's columns as they are.</summary>
    public static JsObject Of(Event e)
    {
        var attributes = new JsObject();
        foreach (var (name, value) in Standard.Traits.Of(e).Members)
        {
            Add(attributes, e, name, value);
        }

        attributes.AddAll(e.Message["user_properties"]);
        if (e.IsMapped && e.MappedObject("CUSTOMERIO") is { IdentifierType: { Length: > 0 } field } mapped)
        {
            attributes[field] = mapped.Id;
        }

        // Customer.io reads times in seconds, and tells by _timestamp which of two changes is the newer one.
        attributes["created_at"] = EpochSeconds.Of(Standard.CreatedAtOnly.Of(e)).Or(attributes["created_at"]);
        attributes["anonymous_id"] = e.Message["anonymousId"].IsTruthy ? e.Message["anonymousId"] : attributes["anonymous_id"];
        attributes["_timestamp"] = EpochSeconds.OfEvent(e);
        return attributes;
    }

    private static void Add(JsObject attributes, Event e, string name, JsValue value)
    {
        if (e.IsMapped)
        {
            attributes[name] = value;
            return;
        }

        switch (name)
        {
            case "address" when value.IsObject:
                attributes.AddMissing(value);
                break;
            case "createdAt" or "userId" or "anonymousId":
                break;
            default:
                attributes[name] = value;
                break;
        }
    }
}
