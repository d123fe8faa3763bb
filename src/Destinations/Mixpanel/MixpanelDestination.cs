using Pintle.DestinationKit;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Records at Mixpanel what people do, and keeps profiles of people and groups.</summary>
/// <remarks>https://developer.mixpanel.com/reference/overview</remarks>
[Destination("MP", "Mixpanel", Docs = "https://developer.mixpanel.com/reference/overview", AtRouter = true, OnDevice = ["web"],
    Category = DestinationCategory.Analytics, Synonyms = ["product analytics"])]
public sealed class MixpanelDestination : Destination<MixpanelSettings>
{
    protected override void Handle(Handlers<MixpanelSettings> on)
    {
        on.Identify((e, s) => Send([.. Profiles.Identify(e, s)]));
        on.Track((e, s) => Send([.. MixpanelEvents.Track(e, s)]));
        on.Page((e, s) => Send(MixpanelEvents.View(e, s)));
        on.Screen((e, s) => Send(MixpanelEvents.View(e, s)));
        on.Group((e, s) => Send([.. GroupProfiles.Group(e, s)]));
        on.Alias((e, s) => Send(People.Alias(e, s)));
        on.Batch(MixpanelBatches.Rule);
        on.Together((events, s) => MixpanelBatches.TransformAsync(events, s, on));
        on.Response(MixpanelAnswers.Read);
        on.Delete(MixpanelDeletion.DeleteAsync);
    }
}
