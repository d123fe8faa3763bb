using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Klaviyo;

/// <summary>Lets people subscribe to a list and unsubscribe from it.</summary>
/// <remarks>https://developers.klaviyo.com/en/reference/bulk_subscribe_profiles, https://developers.klaviyo.com/en/reference/bulk_unsubscribe_profiles</remarks>
internal static class Subscriptions
{
    /// <summary>What an identify event asks for in <c>traits.properties</c>; null when it asks for nothing or knows no list.</summary>
    public static VendorRequest? OfIdentify(Event e, KlaviyoSettings settings)
    {
        var list = Property(e, "listId").OrFalsy(settings.ListId);
        var asked = Property(e, "subscribe");
        if (!list.IsTruthy || Asked(asked) is not { } subscribes)
        {
            return null;
        }

        return settings.IsLegacy
            ? subscribes ? Legacy(e, settings, list) : null
            : Of(e, settings, list, subscribes);
    }

    /// <summary>A group event: the group is the list, <c>traits.subscribe</c> says which way.</summary>
    public static VendorRequest OfGroup(Event e, KlaviyoSettings settings)
    {
        var list = e.First("groupId");
        if (!list.IsTruthy)
        {
            throw EventRejectedException.Instrumentation("\"groupId\" is required: it is the list's ID.");
        }

        var subscribes = Asked(e["traits.subscribe"]);
        if (settings.IsLegacy)
        {
            return subscribes == true
                ? Legacy(e, settings, list)
                : throw EventRejectedException.Instrumentation("\"traits.subscribe\" must be true: version v1 can only subscribe.");
        }

        return Of(e, settings, list, subscribes
            ?? throw EventRejectedException.Instrumentation("\"traits.subscribe\" must be true or false."));
    }

    private static VendorRequest Of(Event e, KlaviyoSettings settings, JsValue list, bool subscribes)
    {
        var attributes = Identity(e);
        Person.CheckPhone(attributes["phone_number"]);
        if (subscribes || settings.IsLatest)
        {
            attributes["subscriptions"] = Channels(e, settings, attributes, subscribes ? "SUBSCRIBED" : "UNSUBSCRIBED");
        }

        var id = Person.IdOf(e);
        var profile = new JsObject { { "type", "profile" }, { "id", subscribes && id.IsTruthy ? id : default }, { "attributes", attributes } };
        return KlaviyoApi.Post(settings, subscribes ? KlaviyoApi.Subscribe : KlaviyoApi.Unsubscribe, new JsObject
        {
            { "type", subscribes ? "profile-subscription-bulk-create-job" : "profile-subscription-bulk-delete-job" },
            { "attributes", new JsObject { { "profiles", new JsObject { { "data", new JsArray { profile } } } } } },
            { "relationships", new JsObject { { "list", new JsObject { { "data", new JsObject { { "type", "list" }, { "id", list.ToString() } } } } } } },
        });
    }

    private static JsValue Channels(Event e, KlaviyoSettings settings, JsObject identity, string consent)
    {
        var wanted = Consent(e, settings);
        var channels = new JsObject();
        if (identity.Has("email") && Includes(wanted, "email"))
        {
            channels["email"] = Marketing(consent);
        }

        if (identity.Has("phone_number") && Includes(wanted, "sms"))
        {
            channels["sms"] = Marketing(consent);
        }

        // From revision 2026-04-15 on, Klaviyo refuses a subscription that names no channel.
        return channels.Count > 0 ? channels
            : !settings.IsLatest ? default(JsValue)
            : throw EventRejectedException.Instrumentation("No channel to consent to: \"consent\" needs email with an email, or sms with a phone.");
    }

    private static JsObject Marketing(string consent) => new() { { "marketing", new JsObject { { "consent", consent } } } };

    private static VendorRequest Legacy(Event e, KlaviyoSettings settings, JsValue list)
    {
        var subscription = Identity(e);
        var wanted = Consent(e, settings);
        var channels = new JsObject();
        if (Includes(wanted, "email"))
        {
            channels["email"] = new JsArray { "MARKETING" };
        }

        if (Includes(wanted, "sms") || Property(e, "smsConsent").AsBoolean() == true || settings.SmsConsent)
        {
            channels["sms"] = new JsArray { "MARKETING" };
        }

        subscription["channels"] = channels.Count > 0 ? channels : default(JsValue);
        return KlaviyoApi.Post(settings, KlaviyoApi.Subscribe, new JsObject
        {
            { "type", "profile-subscription-bulk-create-job" },
            { "attributes", new JsObject { { "list_id", list.ToString() }, { "subscriptions", new JsArray { subscription } } } },
        });
    }

    private static JsObject Identity(Event e)
    {
        var identity = new JsObject
        {
            { "email", Standard.EmailOnly.Of(e) },
            { "phone_number", Standard.Phone.Of(e) },
        };
        return identity.Count > 0
            ? identity
            : throw EventRejectedException.Instrumentation("An email or a phone is needed to subscribe or unsubscribe.");
    }

    private static JsValue Consent(Event e, KlaviyoSettings settings)
    {
        var own = Property(e, "consent");
        return own.IsTruthy ? own : settings.Channels.Count > 0 ? settings.Channels : settings.IsLegacy ? default : e["traits.consent"];
    }

    private static bool Includes(JsValue consent, string channel) => consent.IsArray
        ? consent.Items.Any(item => (item.AsText() ?? item["consent"].AsText()) == channel)
        : consent.AsText() == channel;

    private static JsValue Property(Event e, string name) =>
        e.Message["traits"]["properties"][name] is { IsPresent: true } own ? own : e["context.traits.properties"][name];

    private static bool? Asked(JsValue subscribe) => subscribe.AsBoolean() ?? subscribe.AsText() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };
}
