using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;

namespace Pintle.Destinations.HubSpot;

/// <summary>Keeps HubSpot's contacts and other records up to date, associates them, and records custom events.</summary>
/// <remarks>https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm</remarks>
[Destination("HS", "HubSpot", Docs = "https://developers.hubspot.com/docs/reference/api/overview", AtRouter = true, OnDevice = ["web"],
    Category = DestinationCategory.Crm, Synonyms = ["marketing", "email", "contacts"])]
public sealed class HubSpotDestination : Destination<HubSpotSettings>
{
    // https://developers.hubspot.com/docs/guides/api/crm/objects/contacts#limits; the legacy API is at its best up to that, too.
    private const int MaxInputs = 100;

    protected override void Handle(Handlers<HubSpotSettings> on)
    {
        on.Identify((e, s) => e.IsMapped ? Records.SaveAsync(e, s) : s.IsLatest ? Contacts.SaveAsync(e, s) : LegacyApi.SaveAsync(e, s));
        on.Track((e, s) => s.IsLatest ? new(CustomEvents.Record(e, s)) : LegacyApi.RecordAsync(e, s));

        on.Batch(new BatchRule { MaxEvents = MaxInputs, Takes = InputBatches.Takes, Join = InputBatches.Join });
        on.Together((events, s) => TransformAsync(events, s, on));
        on.Response(HubSpotAnswers.Read);
    }

    private static async ValueTask<IReadOnlyList<RouterItem>> TransformAsync(IReadOnlyList<Event> events, HubSpotSettings settings, Handlers<HubSpotSettings> on)
    {
        RecordSearch.Share(events);
        var (sent, others) = await on.TransformEachAsync(events, settings);

        // One that goes alone is a batch, too.
        return [.. on.Combine(sent).Select(item => item with { IsBatched = item.Outcome is Outcome.Send { Requests: [var only] } && InputBatches.Takes(only) }), .. others];
    }
}
