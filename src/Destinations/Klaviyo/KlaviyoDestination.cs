using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Klaviyo;

/// <summary>Keeps profiles up to date at Klaviyo, records what people do, and lets them subscribe to lists.</summary>
/// <remarks>https://developers.klaviyo.com/en/reference/api_overview</remarks>
[Destination("KLAVIYO", "Klaviyo", Docs = "https://developers.klaviyo.com/en/reference/api_overview", AtRouter = true, OnDevice = ["web"],
    Category = DestinationCategory.Marketing, Synonyms = ["email", "sms", "e-commerce"])]
public sealed class KlaviyoDestination : Destination<KlaviyoSettings>
{
    protected override void Handle(Handlers<KlaviyoSettings> on)
    {
        on.Identify((e, s) => s.IsLegacy ? LegacyIdentifyAsync(e, s) : new(Identify(e, s)));
        on.Track((e, s) => Send(KlaviyoEvents.Of(e, s)));
        on.Screen((e, s) => Send(KlaviyoEvents.Of(e, s)));
        on.Group((e, s) => Send(Subscriptions.OfGroup(e, s)));
        on.Together((events, s) => SubscriptionBatches.TransformAsync(events, s, on));
        on.Response(SubscriptionBatches.Read);
    }

    private static Outcome Identify(Event e, KlaviyoSettings settings) =>
        Saved(KlaviyoApi.Post(settings, KlaviyoApi.Import, Person.Profile(e, settings, isInside: false)), e, settings);

    private static async ValueTask<Outcome> LegacyIdentifyAsync(Event e, KlaviyoSettings settings)
    {
        var attributes = Person.LegacyAttributes(e, settings);
        var id = await ProfileIds.OfAsync(e, settings, attributes);
        var profile = new JsObject { { "type", "profile" }, { "id", id }, { "attributes", attributes } };
        return Saved(KlaviyoApi.Update(settings, id, profile), e, settings);
    }

    private static Outcome Saved(VendorRequest profile, Event e, KlaviyoSettings settings) =>
        Subscriptions.OfIdentify(e, settings) is { } subscription ? Send(profile, subscription) : Send(profile);
}
