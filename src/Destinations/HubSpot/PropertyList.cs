using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Lookups;

namespace Pintle.Destinations.HubSpot;

/// <summary>Which properties a kind of record has, their types, and which of them have unique values.</summary>
/// <remarks>https://developers.hubspot.com/docs/guides/api/crm/properties</remarks>
internal sealed class PropertyList
{
    /// <summary>The id of a record, which HubSpot gives: it may find one, but is never written.</summary>
    public const string RecordId = "hs_object_id";

    private static readonly Lookup<PropertyList> Contacts = new("HubSpot contact properties");
    private static readonly Lookup<PropertyList> Objects = new("HubSpot properties");

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unique = new(StringComparer.Ordinal);

    private PropertyList(IEnumerable<JsValue> properties)
    {
        foreach (var property in properties)
        {
            if (property["name"].AsText() is not { } name)
            {
                continue;
            }

            if (name != RecordId && !property.First("readOnlyValue", "modificationMetadata.readOnlyValue").IsTruthy)
            {
                _types[name] = property["type"].AsText() ?? "";
            }

            if (property["hasUniqueValue"].IsTruthy)
            {
                _unique.Add(name);
            }
        }
    }

    /// <summary>The type of a property, "" when HubSpot doesn't say; null when there is no such property, or it can't be written.</summary>
    public string? TypeOf(string property) => _types.GetValueOrDefault(property);

    /// <summary>Can records be created or updated by this property in one request?</summary>
    public bool IsUnique(string property) => _unique.Contains(property);

    /// <summary>Properties of contacts that traits may fill.</summary>
    public static async ValueTask<PropertyList> OfContactsAsync(Event e, HubSpotApi api) =>
        (await Contacts.GetAsync(e.Environment, api.Account, async () =>
            new PropertyList((await HubSpotApi.AskAsync(e, api.Get("/properties/v1/contacts/properties"), "list the properties of contacts")).Items)))!;

    /// <summary>Properties of a kind of record.</summary>
    /// <param name="e">The event.</param>
    /// <param name="api">The account.</param>
    /// <param name="type">Kind of record, such as <c>companies</c>.</param>
    public static async ValueTask<PropertyList> OfAsync(Event e, HubSpotApi api, string type) =>
        (await Objects.GetAsync(e.Environment, $"{api.Account} {type}", () => AskAsync(e, api, type)))!;

    // A token may write records without the right to read their schema. Nothing is known to be unique then, and records are
    // searched before they are written.
    private static async Task<PropertyList?> AskAsync(Event e, HubSpotApi api, string type)
    {
        try
        {
            var answer = await HubSpotApi.AskAsync(e, api.Get($"/crm/v3/properties/{Uri.EscapeDataString(type)}"), $"list the properties of {type}");
            return new PropertyList(answer["results"].Items);
        }
        catch (EventRejectedException refused) when (refused.Kind == RejectKind.Vendor)
        {
            return new PropertyList([]);
        }
    }
}
