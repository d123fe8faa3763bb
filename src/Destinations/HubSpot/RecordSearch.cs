using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>
/// Finds records by a property whose values aren't unique. HubSpot allows few searches a second, so rows that come together
/// are searched together.
/// </summary>
/// <remarks>https://developers.hubspot.com/docs/guides/api/crm/search</remarks>
internal static class RecordSearch
{
    // Values of one filter, and results of one page.
    private const int MaxValues = 100;

    /// <summary>Contacts may have more addresses than the first.</summary>
    private const string MoreEmails = "hs_additional_emails";

    /// <summary>Searches the records of several rows; what fails is the failure of those rows only.</summary>
    public static async ValueTask PrepareAsync(IReadOnlyList<Event> events, HubSpotSettings settings)
    {
        var rows = new List<(Event Event, MappedObject Row)>();
        foreach (var e in events)
        {
            if (e is { Type: "identify", IsMapped: true } && e.MappedObject("HS") is { Type: not "association", Id.IsPresent: true, IdentifierType.Length: > 0 } row)
            {
                rows.Add((e, row));
            }
        }

        foreach (var chunk in rows.GroupBy(r => (r.Row.Type, r.Row.IdentifierType)).SelectMany(g => g.Chunk(MaxValues)))
        {
            // Asked for by the first row that needs it: rows with a unique property never do.
            var found = new Lazy<Task<Dictionary<string, Match>>>(() =>
                SearchAsync(chunk[0].Event, settings.Api(chunk[0].Event), chunk[0].Row, [.. chunk.Select(r => r.Row.Id.ToString()).Distinct()]));
            foreach (var (e, _) in chunk)
            {
                e.Found = found;
            }
        }
    }

    /// <summary>The record of a row; null when there is none yet.</summary>
    public static async ValueTask<Match?> FindAsync(Event e, HubSpotApi api, MappedObject row)
    {
        var found = await (e.Found is Lazy<Task<Dictionary<string, Match>>> together ? together.Value : SearchAsync(e, api, row, [row.Id.ToString()]));
        return found.GetValueOrDefault(row.Id.ToString());
    }

    private static async Task<Dictionary<string, Match>> SearchAsync(Event e, HubSpotApi api, MappedObject row, string[] values)
    {
        var found = new Dictionary<string, Match>(StringComparer.OrdinalIgnoreCase);
        var query = Query(row, values);
        for (JsValue after = 0; after.IsPresent;)
        {
            query["after"] = after;
            var page = await HubSpotApi.AskAsync(e, api.Post($"/crm/v3/objects/{row.Type}/search", query), $"find {row.Type} by {row.IdentifierType}");
            foreach (var record in page["results"].Items)
            {
                Add(found, row, record);
            }

            after = page.Find("paging.next.after");
        }

        return found;
    }

    private static JsObject Query(MappedObject row, string[] values)
    {
        var groups = new JsArray { Group(row.IdentifierType, values) };
        var properties = new JsArray { row.IdentifierType };
        if (HasMoreEmails(row))
        {
            groups.Add(Group(MoreEmails, values));
            properties.Add(MoreEmails);
        }

        return new JsObject { { "filterGroups", groups }, { "properties", properties }, { "limit", MaxValues } };
    }

    private static JsObject Group(string property, string[] values)
    {
        var filter = new JsObject { { "propertyName", property }, { "values", JsArray.Of(values.Select(v => (JsValue)v)) }, { "operator", "IN" } };
        return new JsObject { { "filters", new JsArray { filter } } };
    }

    private static void Add(Dictionary<string, Match> found, MappedObject row, JsValue record)
    {
        var properties = record["properties"];
        if (record["id"].ToText() is not { } id)
        {
            return;
        }

        if (properties[row.IdentifierType].ToText() is { } value)
        {
            found[value] = new Match(id, IsSecondary: false);
        }

        if (HasMoreEmails(row))
        {
            foreach (var more in (properties[MoreEmails].AsText() ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                found.TryAdd(more, new Match(id, IsSecondary: true));
            }
        }
    }

    private static bool HasMoreEmails(MappedObject row) => row is { Type: "contacts", IdentifierType: "email" };

    /// <summary>A record that HubSpot has.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="IsSecondary">Found by a further email, which must not replace the first.</param>
    internal sealed record Match(string Id, bool IsSecondary);
}
