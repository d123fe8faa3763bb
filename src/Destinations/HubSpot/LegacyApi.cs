using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.HubSpot;

/// <summary>Version 1 of the API, which knows contacts by their email and events by their names.</summary>
/// <remarks>
/// https://developers.hubspot.com/docs/methods/contacts/batch_create_or_update and
/// https://legacydocs.hubspot.com/docs/methods/enterprise_events/http_api
/// </remarks>
internal static class LegacyApi
{
    private static readonly Source Revenue = From("properties.revenue", "properties.value");

    public static async ValueTask<Outcome> SaveAsync(Event e, HubSpotSettings settings)
    {
        var api = settings.Api(e);
        var email = Standard.EmailOnly.Of(e);
        if (!email.IsTruthy)
        {
            throw EventRejectedException.Instrumentation("\"email\" is required for identify calls of the legacy API.");
        }

        var properties = new JsArray();
        foreach (var (name, value) in await ContactProperties.OfAsync(e, api))
        {
            if (name != "email")
            {
                properties.Add(new JsObject { { "property", name }, { "value", value } });
            }
        }

        return new Outcome.Send(api.PostArray("/contacts/v1/contact/batch/", new JsObject { { "email", email }, { "properties", properties } }));
    }

    public static async ValueTask<Outcome> RecordAsync(Event e, HubSpotSettings settings)
    {
        var api = settings.Api(e);
        var parameters = new JsObject
        {
            { "_a", settings.HubID.Length > 0 ? settings.HubID : throw EventRejectedException.Configuration("\"hubID\" (Hub ID) is required for track calls of the legacy API.") },
            { "_n", e["event"] is { IsTruthy: true } name ? name : throw EventRejectedException.Instrumentation("\"event\" is required for track calls.") },
            { "_m", Revenue.Of(e) },
            { "id", e.ExternalId("hubspotId") },
        };
        parameters.AddMissing(await ContactProperties.OfAsync(e, api));
        return new Outcome.Send(api.Tracked([.. parameters]));
    }
}
