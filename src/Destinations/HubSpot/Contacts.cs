using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>
/// Contacts, in version 3 of the API: created or updated in one request when the property that identifies them has unique
/// values; searched first otherwise.
/// </summary>
/// <remarks>https://developers.hubspot.com/docs/guides/api/crm/objects/contacts</remarks>
internal static class Contacts
{
    private const string Objects = "/crm/v3/objects/contacts";

    public static async ValueTask<Outcome> SaveAsync(Event e, HubSpotSettings settings)
    {
        var api = settings.Api(e);
        var (field, value) = LookupOf(e, settings);
        var properties = await ContactProperties.OfAsync(e, api);
        if (e.ExternalId("hubspotId") is { IsTruthy: true } own)
        {
            return Updated(api, own, properties);
        }

        if ((await PropertyList.OfAsync(e, api, "contacts")).IsUnique(field))
        {
            var input = new JsObject { { "id", value.ToText() }, { "idProperty", field }, { "properties", properties }, { "objectWriteTraceId", InputBatches.TraceOf(e) } };
            return new Outcome.Send(api.PostInput($"{Objects}/batch/upsert", input));
        }

        return await FindAsync(e, api, field, value) is { IsPresent: true } id
            ? Updated(api, id, properties)
            : new Outcome.Send(api.PostInput($"{Objects}/batch/create", new JsObject { { "properties", properties } }));
    }

    private static Outcome.Send Updated(HubSpotApi api, JsValue id, JsObject properties) =>
        new(api.PostInput($"{Objects}/batch/update", new JsObject { { "properties", properties }, { "id", id.ToText() } }));

    // The setting names a trait; an event that lacks it is known by its email.
    private static (string Field, JsValue Value) LookupOf(Event e, HubSpotSettings settings)
    {
        var field = settings.Lookup;
        if (Trait(e, field) is { IsPresent: true } value)
        {
            return (field, value);
        }

        return ("email", Trait(e, "email") is { IsPresent: true } email
            ? email
            : throw EventRejectedException.Instrumentation($"Identify calls need the trait \"{field}\" (setting lookupField), or else \"email\", to find the contact."));
    }

    private static JsValue Trait(Event e, string name) => e["traits"][name].Or(e["context.traits"][name]);

    // https://developers.hubspot.com/docs/guides/api/crm/search
    private static async ValueTask<JsValue> FindAsync(Event e, HubSpotApi api, string field, JsValue value)
    {
        var filter = new JsObject { { "propertyName", field }, { "value", value }, { "operator", "EQ" } };
        var query = new JsObject
        {
            { "filterGroups", new JsArray { new JsObject { { "filters", new JsArray { filter } } } } },
            { "sorts", new JsArray { "ascending" } },
            { "properties", new JsArray { field } },
            { "limit", 2 },
            { "after", 0 },
        };
        var results = (await HubSpotApi.AskAsync(e, api.Post($"{Objects}/search", query), "find the contact"))["results"];
        return results.Length > 1
            ? throw EventRejectedException.Instrumentation($"More than one contact has \"{field}\" = {value.ToJson()}: choose a unique property as lookupField.")
            : results[0]["id"];
    }
}
