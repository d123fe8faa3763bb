using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Intercom;

/// <summary>
/// Finds the contact that an event is about: by a field that the event names in <c>integrations.Intercom.lookup</c> (email
/// otherwise), or by the user id.
/// </summary>
/// <remarks>https://developers.intercom.com/docs/references/2.10/rest-api/api.intercom.io/contacts/searchcontacts</remarks>
internal static class ContactSearch
{
    /// <summary>The contact's id; null when there is no such contact, or nothing to look for.</summary>
    public static async ValueTask<string?> FindAsync(IntercomApi api, Event e, IntercomSettings settings)
    {
        var mapped = e.IsMapped ? e.MappedObject("INTERCOM") : null;
        var field = e.Integrations("INTERCOM", "Intercom", "intercom")["lookup"].AsText() is { Length: > 0 } named ? named : "email";
        var byField = ConditionIfAny(field, ValueOf(e, mapped, field));
        var byId = byField is not null && field == "external_id" ? null : ConditionIfAny("external_id", ExternalId(e, mapped, settings, byField is null));

        // Email and user id are asked for at once; a field that the event names goes before the user id.
        return field == "email" && byField is not null && byId is not null ? await FindAsync(api, e, [byField, byId])
            : (byField is null ? null : await FindAsync(api, e, [byField])) ?? (byId is null ? null : await FindAsync(api, e, [byId]));
    }

    /// <summary>Asks for contacts that meet one of some conditions.</summary>
    public static VendorRequest Search(IntercomApi api, JsArray conditions) => api.Post(
        "contacts/search",
        new JsObject { { "query", new JsObject { { "operator", conditions.Count > 1 ? "OR" : "AND" }, { "value", conditions } } } });

    /// <summary>A field must have a value.</summary>
    public static JsObject Condition(string field, JsValue value) => new() { { "field", field }, { "operator", "=" }, { "value", value } };

    private static async ValueTask<string?> FindAsync(IntercomApi api, Event e, JsArray conditions) =>
        (await IntercomApi.AskAsync(e, Search(api, conditions), "find the contact"))["data"][0]["id"].ToText();

    // Someone of whom only the anonymous id is known is searched by it, or the next event would create them again.
    private static JsValue ExternalId(Event e, MappedObject? mapped, IntercomSettings settings, bool isAlone) =>
        mapped is { IdentifierType: "user_id" or "external_id" } person ? person.Id.ToText()
        : (isAlone ? People.IdOf(e, settings) : People.UserIdOf(e)).ToText();

    // A group call's traits are the company's.
    private static JsValue ValueOf(Event e, MappedObject? mapped, string field) =>
        mapped is { } person && person.IdentifierType == field ? person.Id
        : e.Type == "group" ? e["context.traits"][field]
        : e["traits"][field].Or(e["context.traits"][field]);

    private static JsObject? ConditionIfAny(string field, JsValue value) => value.IsPresent ? Condition(field, value) : null;
}
