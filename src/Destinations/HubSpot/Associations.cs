using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>Associations of two records, by their ids in HubSpot.</summary>
/// <remarks>https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v3</remarks>
internal static class Associations
{
    public static Outcome Create(Event e, HubSpotApi api, JsValue traits)
    {
        var entry = Entry(e);
        var input = traits.ToObject();
        input["type"] = Required(entry, "associationTypeId");
        var from = Uri.EscapeDataString(Required(entry, "fromObjectType").ToString());
        var to = Uri.EscapeDataString(Required(entry, "toObjectType").ToString());
        return new Outcome.Send(api.PostInput($"/crm/v3/associations/{from}/{to}/batch/create", input));
    }

    private static JsValue Entry(Event e)
    {
        foreach (var entry in e["context.externalId"].Items)
        {
            if (string.Equals(entry["type"].AsText(), "HS-association", StringComparison.OrdinalIgnoreCase))
            {
                return entry;
            }
        }

        return default;
    }

    private static JsValue Required(JsValue entry, string member) => entry[member] is { IsPresent: true } value
        ? value
        : throw EventRejectedException.Instrumentation($"\"context.externalId\" of type HS-association lacks \"{member}\".");
}
