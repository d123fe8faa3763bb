using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

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
        var conditions = Conditions(e, settings);
        if (conditions.Count == 0)
        {
            return null;
        }

        var query = new JsObject { { "operator", conditions.Count > 1 ? "OR" : "AND" }, { "value", conditions } };
        var found = await IntercomApi.AskAsync(e, api.Post("contacts/search", new JsObject { { "query", query } }), "find the contact");
        return found["data"][0]["id"].ToText();
    }

    private static JsArray Conditions(Event e, IntercomSettings settings)
    {
        var conditions = new JsArray();
        var mapped = e.IsMapped ? e.MappedObject("INTERCOM") : null;
        var field = e.Integrations("INTERCOM", "Intercom", "intercom")["lookup"].AsText() is { Length: > 0 } named ? named : "email";
        Add(conditions, field, Value(e, mapped, field));

        var userId = mapped is { IdentifierType: "user_id" or "external_id" } person ? person.Id : Standard.UserIdOnly.Value(e.Message, e);
        if (field != "external_id" || conditions.Count == 0)
        {
            Add(conditions, "external_id", userId.ToText());
        }

        // A person without a name is searched all the same, so that the next event doesn't create them twice.
        if (conditions.Count == 0 && settings.SendAnonymousId)
        {
            Add(conditions, "external_id", e["anonymousId"].ToText());
        }

        return conditions;
    }

    // A group call's traits are the company's.
    private static JsValue Value(Event e, MappedObject? mapped, string field) =>
        mapped is { } person && person.IdentifierType == field ? person.Id
        : e.Type == "group" ? e["context.traits"][field]
        : e["traits"][field].Or(e["context.traits"][field]);

    private static void Add(JsArray conditions, string field, JsValue value)
    {
        if (value.IsPresent)
        {
            conditions.Add(new JsObject { { "field", field }, { "operator", "=" }, { "value", value } });
        }
    }
}
