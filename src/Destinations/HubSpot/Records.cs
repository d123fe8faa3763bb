using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>Rows of reverse ETL: records of any kind, in HubSpot's own fields, and associations of two records.</summary>
/// <remarks>https://developers.hubspot.com/docs/guides/api/crm/using-object-apis</remarks>
internal static class Records
{
    public static async ValueTask<Outcome> SaveAsync(Event e, HubSpotSettings settings)
    {
        var api = settings.Api(e);
        var traits = ContactProperties.TraitsOf(e);
        ContactProperties.CheckEmail(traits["email"]);
        var row = RowOf(e);
        if (row.Type == "association")
        {
            return Associations.Create(e, api, traits);
        }

        var path = $"/crm/v3/objects/{Uri.EscapeDataString(row.Type)}/batch/";
        var known = await PropertyList.OfAsync(e, api, row.Type);
        var properties = await PropertiesOfAsync(e, api, row.Type, known, traits);
        if (known.IsUnique(row.IdentifierType))
        {
            var input = new JsObject
            {
                { "id", row.Id.ToText() }, { "idProperty", row.IdentifierType }, { "properties", properties }, { "objectWriteTraceId", InputBatches.TraceOf(e) },
            };
            return new Outcome.Send(api.PostInput($"{path}upsert", input));
        }

        var found = await RecordSearch.FindAsync(e, api, row);
        if (found?.IsSecondary != true && row.IdentifierType != PropertyList.RecordId)
        {
            properties[row.IdentifierType] = row.Id;
        }

        return new Outcome.Send(found is { Id: var id }
            ? api.PostInput($"{path}update", new JsObject { { "properties", properties }, { "id", id } })
            : api.PostInput($"{path}create", new JsObject { { "properties", properties } }));
    }

    /// <summary>The record that a row is about.</summary>
    /// <exception cref="EventRejectedException">The row doesn't say.</exception>
    public static MappedObject RowOf(Event e) => e.MappedObject("HS") switch
    {
        null => throw EventRejectedException.Instrumentation("\"context.externalId\" has no entry whose type is HS-<object>, such as HS-contacts."),
        { Type: "association" } row => row,
        { Id.IsPresent: false } row => throw EventRejectedException.Instrumentation($"\"context.externalId\" of type HS-{row.Type} lacks an id."),
        { IdentifierType.Length: 0 } row => throw EventRejectedException.Instrumentation($"\"context.externalId\" of type HS-{row.Type} lacks an identifierType."),
        { } row => row,
    };

    // HubSpot takes a date only at midnight. The types of contacts are those of event streams.
    private static async ValueTask<JsObject> PropertiesOfAsync(Event e, HubSpotApi api, string type, PropertyList known, JsValue traits)
    {
        var types = known;
        var properties = new JsObject();
        foreach (var (name, value) in traits.Members)
        {
            if (types == known && type == "contacts" && PropertyValues.MayBeDate(value))
            {
                types = await PropertyList.OfContactsAsync(e, api);
            }

            if (name != PropertyList.RecordId)
            {
                properties[name] = PropertyValues.OfRow(types.TypeOf(name), value);
            }
        }

        return properties;
    }
}
