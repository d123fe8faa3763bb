using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Salesforce;

/// <summary>Fields of a record: of leads and contacts by a table, of other objects the traits as they are.</summary>
internal static class RecordFields
{
    private const string Unknown = "n/a";

    public static JsObject Of(Event e, SalesforceSettings settings, RecordTarget target)
    {
        var traits = e["traits"] is { IsObject: true, IsEmpty: false } own ? own : e["context.traits"];
        var fields = !e.IsMapped && settings.MapProperty && (target.IsLead || target.IsContact)
            ? Mapped(e, traits, target)
            : traits.ToObject();
        if (e.IsMapped && target.KeyField.Length > 0)
        {
            fields[target.KeyField] = target.Key;
        }

        // A record's id is in the address; Salesforce takes it nowhere else.
        return fields.Without("Id", IsId(target.KeyField) ? target.KeyField : "Id");
    }

    private static bool IsId(string field) => field.Equals("Id", StringComparison.OrdinalIgnoreCase);

    private static JsObject Mapped(Event e, JsValue traits, RecordTarget target)
    {
        var table = target.IsLead ? SalesforceMapping.Lead : SalesforceMapping.Contact;
        var fields = table.Fields.Map(traits, e);
        if (target.Id is not null)
        {
            fields.Without(SalesforceMapping.AuditFields);
        }

        AddNames(fields, traits);
        if (target.IsLead && !fields.Has("Company"))
        {
            fields["Company"] = Unknown;
        }

        foreach (var (name, value) in traits.Members)
        {
            if (value.IsDefined && !table.Taken.Contains(name))
            {
                fields[name.EndsWith("__c", StringComparison.Ordinal) ? name : $"{name}__c"] = value;
            }
        }

        return fields;
    }

    // A last name is required: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm
    private static void AddNames(JsObject fields, JsValue traits)
    {
        var name = (traits["name"].AsText() ?? "").Trim();
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        if (!fields.Has("FirstName") && name.Length > 0)
        {
            fields["FirstName"] = space < 0 ? name : name[..space];
        }

        if (!fields.Has("LastName"))
        {
            fields["LastName"] = space < 0 ? Unknown : name[(space + 1)..].TrimStart();
        }
    }
}
