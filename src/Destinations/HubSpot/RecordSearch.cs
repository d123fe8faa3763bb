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

    /// <summary>Lets rows of the same kind share their searches, which the first that needs one makes: rows with a unique property never do.</summary>
    public static void Share(IReadOnlyList<Event> events)
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
            var shared = new Shared([.. chunk.Select(r => r.Row.Id.ToString()).Distinct()]);
            foreach (var (e, _) in chunk)
            {
                e.Prepared = shared;
            }
        }
    }

    /// <summary>The record of a row; null when there is none yet.</summary>
    public static async ValueTask<Match?> FindAsync(Event e, HubSpotApi api, MappedObject row)
    {
        var id = row.Id.ToString();
        var found = await (e.Prepared is Shared shared
            ? shared.Once(api.Account, values => SearchAsync(e, api, row, values))
            : SearchAsync(e, api, row, [id]));
        return found.GetValueOrDefault(id);
    }

    private static async Task<Dictionary<string, Match>> SearchAsync(Event e, HubSpotApi api, MappedObject row, string[] values)
    {
        var found = new Dictionary<string, Match>(StringComparer.OrdinalIgnoreCase);
        var query = Query(row, values);
        for (JsValue after = 0; after.IsPresent;)
        {
            query["after"] = after;
            var page = await HubSpotApi.AskAsync(e, api.Post($"/crm/v3/objects/{Uri.EscapeDataString(row.Type)}/search", query), $"find {row.Type} by {row.IdentifierType}");
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

    /// <summary>Values that are searched together, in each account once; a failure is that of all their rows.</summary>
    private sealed class Shared(string[] values)
    {
        private readonly Dictionary<string, Task<Dictionary<string, Match>>> _byAccount = [];

        public Task<Dictionary<string, Match>> Once(string account, Func<string[], Task<Dictionary<string, Match>>> search) =>
            _byAccount.TryGetValue(account, out var known) ? known : _byAccount[account] = search(values);
    }
}
