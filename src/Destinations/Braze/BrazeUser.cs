using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Braze;

/// <summary>Who an event is of at Braze: an external id, or an alias for someone anonymous.</summary>
internal static class BrazeUser
{
    private const string Label = "rudder_id";

    /// <summary>The external id; undefined for someone anonymous.</summary>
    public static JsValue ExternalId(Event e) => e.ExternalId("brazeExternalId").OrFalsy(e["userId"]) is { IsTruthy: true } id ? id.ToString() : default(JsValue);

    /// <summary>The alias of the anonymous id; undefined when there is none.</summary>
    public static JsValue Alias(Event e)
    {
        var own = e.Integrations("BRAZE", "Braze", "braze")["alias"];
        return own["alias_name"].IsTruthy && own["alias_label"].IsTruthy ? own
            : e["anonymousId"] is { IsTruthy: true } id ? new JsObject { { "alias_name", id.ToString() }, { "alias_label", Label } }
            : default(JsValue);
    }

    /// <summary>Says of an attribute, event or purchase whose it is.</summary>
    /// <exception cref="EventRejectedException">Nobody's.</exception>
    public static JsObject Mark(JsObject row, Event e)
    {
        if (ExternalId(e) is { IsTruthy: true } id)
        {
            row["external_id"] = id;
            return row;
        }

        row["_update_existing_only"] = false;
        row["user_alias"] = Alias(e) is { IsTruthy: true } alias ? alias : throw EventRejectedException.Instrumentation("The event has neither userId nor anonymousId.");
        return row;
    }

    /// <summary>Tells Braze that an anonymous person is a known one; undefined when the event doesn't say so.</summary>
    public static JsValue ToIdentify(Event e) => ExternalId(e) is { IsTruthy: true } id && e["anonymousId"] is { IsTruthy: true } anonymous
        ? new JsObject { { "external_id", id }, { "user_alias", new JsObject { { "alias_name", anonymous.ToString() }, { "alias_label", Label } } } }
        : default(JsValue);
}
