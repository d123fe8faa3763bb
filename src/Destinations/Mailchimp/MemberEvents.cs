using System.Text.RegularExpressions;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Converters;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Mailchimp;

/// <summary>What members do, which may start automations.</summary>
/// <remarks>https://mailchimp.com/developer/marketing/api/list-member-events/add-event/</remarks>
internal static partial class MemberEvents
{
    private const string IsSyncing = "isSyncing";

    private static readonly Mapping Fields = new()
    {
        { "name",        From("event").Required().To((name, _) => Named(name)) },
        { "occurred_at", From("originalTimestamp", "timestamp").To(Date("YYYY-MM-DD[T]HH:mm:ssZ")) },
        { "is_syncing",  "properties.isSyncing" },
    };

    public static Outcome Record(Event e, MailchimpSettings settings)
    {
        var email = Standard.EmailOnly.Of(e) is { IsTruthy: true } given
            ? given.ToString()
            : throw EventRejectedException.Instrumentation("\"email\" is required for track calls: in traits or properties.");
        var made = Fields.Map(e);
        var properties = Properties(e["properties"]);
        made["properties"] = properties.Count == 0 ? default(JsValue) : properties;
        var api = MailchimpApi.Of(e, settings);
        return new Outcome.Send(api.Of("POST", $"{api.Member(email)}/events", made));
    }

    private static JsValue Named(JsValue value)
    {
        var name = Spaces().Replace(value.ToString().Trim(), "_");
        return name.Length is >= 2 and <= 30 ? name : throw EventRejectedException.Instrumentation($"\"event\": \"{name}\" does not have between 2 and 30 characters.");
    }

    // Mailchimp takes texts only.
    private static JsObject Properties(JsValue properties)
    {
        var made = new JsObject();
        foreach (var (name, value) in properties.Members)
        {
            if (name != IsSyncing && value.IsDefined)
            {
                made[name] = value.ToString();
            }
        }

        return made;
    }

    [GeneratedRegex(@"\s", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
