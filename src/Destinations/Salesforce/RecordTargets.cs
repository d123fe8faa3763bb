using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Salesforce;

/// <summary>A record to write.</summary>
/// <param name="Object">Name of its object, such as <c>Lead</c> or <c>Invoice__c</c>.</param>
/// <param name="Id">Its id; null: it is created.</param>
/// <param name="KeyField">The field that identifies it in the organisation's own terms; "" when there is none.</param>
/// <param name="Key">Value of that field.</param>
internal readonly record struct RecordTarget(string Object, string? Id, string KeyField = "", JsValue Key = default)
{
    public bool IsLead => Object.Equals("Lead", StringComparison.OrdinalIgnoreCase);

    public bool IsContact => Object.Equals("Contact", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Which records an event is about: those that <c>context.externalId</c> names, as <c>Salesforce-Contact</c> with an id or with
/// a field that identifies it; otherwise the lead with the event's email.
/// </summary>
internal static class RecordTargets
{
    private static readonly string[] Prefixes = ["SALESFORCE-", "SALESFORCE_OAUTH-", "SALESFORCE_OAUTH_SANDBOX-"];

    public static async ValueTask<IReadOnlyList<RecordTarget>> OfAsync(Event e, SalesforceSettings settings, SalesforceSession session)
    {
        var targets = new List<RecordTarget>();
        foreach (var entry in e["context.externalId"].Items)
        {
            if (ObjectOf(entry["type"].AsText()) is { } name)
            {
                targets.Add(await NamedAsync(session, name, entry));
            }
        }

        if (targets.Count == 0)
        {
            targets.Add(await LeadAsync(e, settings, session));
        }

        return targets;
    }

    private static string? ObjectOf(string? type)
    {
        var prefix = type is null ? null : Array.Find(Prefixes, p => type.StartsWith(p, StringComparison.OrdinalIgnoreCase) && type.Length > p.Length);
        return prefix is null ? null : type![prefix.Length..];
    }

    private static async ValueTask<RecordTarget> NamedAsync(SalesforceSession session, string name, JsValue entry)
    {
        var (id, field) = (entry["id"].ToText(), entry["identifierType"].AsText() ?? "");
        if (string.IsNullOrEmpty(id))
        {
            return new RecordTarget(name, null);
        }

        if (field.Length == 0 || field.Equals("Id", StringComparison.OrdinalIgnoreCase))
        {
            return new RecordTarget(name, id, field, entry["id"]);
        }

        // The search finds what contains the text, too.
        var found = (await session.SearchAsync(name, id, field, $"id,{field}")).Items.FirstOrDefault(record => record[field].ToText() == id);
        return new RecordTarget(name, found["Id"].ToText(), field, entry["id"]);
    }

    private static async ValueTask<RecordTarget> LeadAsync(Event e, SalesforceSettings settings, SalesforceSession session)
    {
        var email = Standard.EmailOnly.Of(e).Or(e.First("traits.Email", "context.traits.Email")).ToText();
        if (string.IsNullOrEmpty(email))
        {
            throw EventRejectedException.Instrumentation("\"traits.email\" is required to find the lead; or name a record in \"context.externalId\".");
        }

        var lead = (await session.SearchAsync("Lead", email, null, "id,IsConverted,ConvertedContactId,IsDeleted"))[0];
        if (lead["IsDeleted"].IsTruthy)
        {
            throw EventRejectedException.Instrumentation("The lead with the email of \"traits.email\" was deleted in Salesforce.");
        }

        return settings.UseContactId && lead["IsConverted"].IsTruthy && lead["ConvertedContactId"].ToText() is { Length: > 0 } contact
            ? new RecordTarget("Contact", contact)
            : new RecordTarget("Lead", lead["Id"].ToText());
    }
}
