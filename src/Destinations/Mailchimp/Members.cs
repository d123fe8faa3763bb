using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Lookups;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Mailchimp;

/// <summary>
/// Members of an audience. Whoever is new is subscribed, or asked for a confirmation if the audience wants one; whoever is
/// known keeps the status, unless the event says otherwise.
/// </summary>
/// <remarks>https://mailchimp.com/developer/marketing/api/list-members/add-or-update-list-member/</remarks>
internal static class Members
{
    private static readonly string[] Statuses = ["subscribed", "unsubscribed", "cleaned", "pending", "transactional"];

    /// <summary>The status that an audience wants new members to have.</summary>
    private static readonly Lookup<string> FirstStatuses = new("Mailchimp audience");

    public static async ValueTask<Outcome> SaveAsync(Event e, MailchimpSettings settings)
    {
        var email = Standard.EmailOnly.Of(e) is { IsTruthy: true } given
            ? given.ToString()
            : throw EventRejectedException.Instrumentation("\"email\" is required for identify calls.");
        var api = MailchimpApi.Of(e, settings);
        var member = new JsObject { { "email_address", email } };

        // Not remembered: a member who has left meanwhile must not be subscribed again. An answer without a body says that there is one.
        var answer = await MailchimpApi.AskAsync(e, api.Get(api.Member(email)), "find the member");
        var known = answer ?? default(JsValue);
        var isKnown = answer is not null && (known.IsUndefined || known["contact_id"].IsPresent);
        if (!isKnown || settings.EnableMergeFields)
        {
            AddTraits(member, e);
        }

        member["status"] = isKnown ? Checked(MailchimpApi.Options(e)["subscriptionStatus"]).Or(known["status"]) : await FirstStatusAsync(e, api);
        return new Outcome.Send(api.Of("PUT", api.Member(email), member));
    }

    /// <summary>A row of reverse ETL, in Mailchimp's own fields.</summary>
    public static Outcome OfRow(Event e, MailchimpSettings settings)
    {
        var member = e["traits"].Or(e["context.traits"]).ToObject();
        foreach (var entry in e["context.externalId"].Items)
        {
            if (entry["identifierType"].AsText() is { Length: > 0 } field && entry["id"] is { IsPresent: true } id)
            {
                member[field] = id;
                break;
            }
        }

        Checked(member["status"]);
        var api = MailchimpApi.Of(e, settings);
        return member["email_address"] is { IsTruthy: true } email
            ? new Outcome.Send(api.Of("PUT", api.Member(email.ToString()), member))
            : throw EventRejectedException.Instrumentation("\"email_address\" is required: as a trait, or as the identifierType of context.externalId.");
    }

    private static void AddTraits(JsObject member, Event e)
    {
        var traits = Standard.Traits.Of(e);
        var fields = MergeFields.Of(traits);
        member["merge_fields"] = fields.Count == 0 ? default(JsValue) : fields;
        member["tags"] = traits["tags"] is { IsArray: true, IsEmpty: false } tags ? tags : default;
    }

    private static JsValue Checked(JsValue status) => !status.IsDefined || (status.AsText() is { } text && Statuses.Contains(text))
        ? status
        : throw EventRejectedException.Instrumentation($"The status {status.ToJson()} is none of {string.Join(", ", Statuses)}.");

    // https://mailchimp.com/developer/marketing/api/lists/get-list-info/
    private static async ValueTask<string> FirstStatusAsync(Event e, MailchimpApi api) => (await FirstStatuses.GetAsync(e.Environment, api.Root, async () =>
    {
        var audience = await MailchimpApi.AskAsync(e, api.Get(api.Root), "describe the audience");
        return audience is { } found
            ? found["double_optin"].IsTruthy ? "pending" : "subscribed"
            : throw EventRejectedException.Configuration($"Mailchimp has no audience \"{api.Audience}\" (audienceId).");
    }))!;
}
