using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Braze;

/// <summary>Keeps people, their events, purchases, subscription groups and merges up to date at Braze.</summary>
/// <remarks>https://www.braze.com/docs/api/home</remarks>
[Destination("BRAZE", "Braze", Docs = "https://www.braze.com/docs/api/home", AtRouter = true, OnDevice = ["web", "android", "ios"],
    Category = DestinationCategory.Marketing, Synonyms = ["push", "email", "messaging", "appboy"])]
public sealed class BrazeDestination : Destination<BrazeSettings>
{
    protected override void Handle(Handlers<BrazeSettings> on)
    {
        on.Identify(IdentifyAsync);
        on.Track((e, s) => TrackAsync(e, s, e["event"].ToText()?.Trim() is { Length: > 0 } name ? name : throw EventRejectedException.Instrumentation("The event has no name (event).")));
        on.Page((e, s) => TrackAsync(e, s, e["name"].ToText() is { Length: > 0 } name ? name : "Page Viewed"));
        on.Screen((e, s) => TrackAsync(e, s, e["name"].ToText() is { Length: > 0 } name ? name : "Screen Viewed"));
        on.Group(Group);
        on.Alias(Alias);
        on.Together((events, s) => BrazeBatches.TransformAsync(events, s, on));
        on.Response(BrazeApi.Read);
        on.Delete(BrazeApi.DeleteAsync);
    }

    private static async ValueTask<Outcome> IdentifyAsync(Event e, BrazeSettings settings)
    {
        if (!e.IsMapped && BrazeUser.ToIdentify(e) is { IsTruthy: true } alias && !BrazeBatches.IsIdentified(e))
        {
            await BrazeBatches.IdentifyAsync([e], [alias], settings);
        }

        var attributes = BrazeAttributes.Of(e, settings) ?? throw EventRejectedException.Instrumentation("The event has no traits.");
        var sent = settings.SupportDedup ? await KnownUsers.WithoutKnownAsync(e, attributes, settings) : attributes;
        return sent is not null
            ? Post(e, settings, BrazeApi.Track, new JsObject { { "attributes", new JsArray { sent } } })
            : throw EventRejectedException.Instrumentation("Braze knows all of this person's attributes already.");
    }

    private static async ValueTask<Outcome> TrackAsync(Event e, BrazeSettings settings, string name)
    {
        var attributes = BrazeAttributes.Of(e, settings);
        if (attributes is not null && settings.SupportDedup)
        {
            attributes = await KnownUsers.WithoutKnownAsync(e, attributes, settings);
        }

        var body = new JsObject { { "attributes", attributes is null ? default(JsValue) : new JsArray { attributes } } };
        if (settings.UseEcommerceRecommendedEvents && BrazeCommerce.Of(e, name) is { } recommended)
        {
            body["events"] = new JsArray { recommended };
        }
        else if (name.Equals("Order Completed", StringComparison.OrdinalIgnoreCase))
        {
            body["purchases"] = BrazeEvents.Purchases(e, settings);
        }
        else
        {
            body["events"] = new JsArray { BrazeEvents.Custom(e, name) };
        }

        body["partner"] = "RudderStack";
        return Post(e, settings, BrazeApi.Track, body);
    }

    private static Outcome Group(Event e, BrazeSettings settings)
    {
        var group = e.First("groupId", "traits.groupId") is { IsTruthy: true } id ? id.ToString() : throw EventRejectedException.Instrumentation("The event has no groupId.");
        if (!settings.EnableSubscriptionGroupInGroupCall)
        {
            var attributes = BrazeUser.Mark(new JsObject { { $"ab_rudder_group_{group}", true } }, e);
            return Post(e, settings, BrazeApi.Track, new JsObject { { "attributes", new JsArray { attributes } }, { "partner", "RudderStack" } });
        }

        var (phone, email) = (e["traits.phone"], e["traits.email"]);
        var user = BrazeUser.ExternalId(e);
        if (!user.IsTruthy && !phone.IsTruthy && !email.IsTruthy)
        {
            throw EventRejectedException.Instrumentation("A subscription group needs a userId, traits.phone or traits.email.");
        }

        // Braze takes phones or emails of a group, not both.
        var subscription = new JsObject
        {
            { "subscription_group_id", group },
            { "subscription_state", e["traits.subscriptionState"].OrFalsy("subscribed") },
            { "external_ids", user.IsTruthy ? new JsArray { user } : default(JsValue) },
            { "phones", phone.IsTruthy ? new JsArray { phone } : default(JsValue) },
            { "emails", email.IsTruthy && !phone.IsTruthy ? new JsArray { email } : default(JsValue) },
        };
        return Send(settings.Post(BrazeApi.Subscriptions, new JsObject { { "subscription_groups", new JsArray { subscription } } }));
    }

    private static Outcome Alias(Event e, BrazeSettings settings)
    {
        var merge = new JsObject
        {
            { "identifier_to_merge", new JsObject { { "external_id", Needed(e, "previousId") } } },
            { "identifier_to_keep", new JsObject { { "external_id", Needed(e, "userId") } } },
        };
        return Send(settings.Post(BrazeApi.Merge, new JsObject { { "merge_updates", new JsArray { merge } } }));
    }

    private static JsValue Needed(Event e, string field) => e[field] is { IsTruthy: true } value ? value : throw EventRejectedException.Instrumentation($"The event has no {field}.");

    private static Outcome Post(Event e, BrazeSettings settings, string path, JsObject body) => Send(
        settings.Post(path, body) with { UserId = (e.IsMapped ? e["context.externalId.0.id"] : default).OrFalsy(e["userId"]).OrFalsy(e["anonymousId"]).ToText() });
}
