using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>Who an event is of, and when it was: everything of a request but the event itself.</summary>
internal static class Person
{
    private const int LongestValue = 36;
    private const int MostProperties = 25;

    // https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(72);
    private static readonly TimeSpan Newest = TimeSpan.FromMinutes(15);

    private static readonly Mapping Circumstances = new()
    {
        { "timestamp_micros", Standard.Timestamp.Within(Oldest, Newest).To(Converters.UnixMicroseconds) },
        { "user_id", "userId" },
        { "non_personalized_ads", Sources.From("context.device.adTrackingEnabled").Then(static (enabled, _) => enabled.IsUndefined ? enabled : enabled.ToString() != "true") },
    };

    /// <summary>Spellings of the destination in an event's <c>integrations</c>.</summary>
    public static JsValue Options(Event e) => e.Integrations("Google Analytics 4", "Google Analytics 4 (GA4)", "GA4");

    public static JsObject Map(Event e, GoogleAnalytics4Settings settings)
    {
        var body = new JsObject();
        if (settings.IsFirebase)
        {
            body["app_instance_id"] = e.ExternalId("ga4AppInstanceId") is { IsTruthy: true } id
                ? id
                : throw EventRejectedException.Instrumentation("The event has no external id of the type ga4AppInstanceId.");
        }
        else
        {
            body["client_id"] = Options(e)["clientId"].OrFalsy(e.ExternalId("ga4ClientId")).OrFalsy(e["anonymousId"]).OrFalsy(e["rudderId"]) is { IsTruthy: true } id
                ? id
                : throw EventRejectedException.Instrumentation("The event has neither an external id of the type ga4ClientId nor an anonymousId.");
        }

        Circumstances.MapInto(body, e);
        body["user_properties"] = UserProperties(e, settings);
        body["consent"] = Consent(Options(e)["consents"]);
        return body;
    }

    private static JsValue UserProperties(Event e, GoogleAnalytics4Settings settings)
    {
        var made = new JsObject();
        Add(made, e["properties.user_properties"], settings);
        Add(made, e["context.traits"], settings);
        return made.Count > 0 ? made : default(JsValue);
    }

    // Names and values that Google refuses would have it drop the whole event.
    private static void Add(JsObject made, JsValue given, GoogleAnalytics4Settings settings)
    {
        foreach (var (name, value) in given.Members)
        {
            var plain = value["value"].IsUndefined ? value : value["value"];
            if (made.Count < MostProperties && plain is { IsPresent: true, IsObject: false, IsArray: false } && plain.ToString().Length <= LongestValue
                && EventName.IsUserProperty(name) && !made.Has(name) && !settings.PiiPropertiesToIgnore.Contains(name))
            {
                made[name] = new JsObject { { "value", plain } };
            }
        }
    }

    private static JsValue Consent(JsValue given)
    {
        var made = new JsObject { { "ad_user_data", Granted(given["ad_user_data"]) }, { "ad_personalization", Granted(given["ad_personalization"]) } };
        return made.Count > 0 ? made : default(JsValue);
    }

    private static JsValue Granted(JsValue value) => value.AsText() is "GRANTED" or "DENIED" ? value : default;
}
