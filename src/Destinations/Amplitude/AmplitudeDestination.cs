using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;

namespace Pintle.Destinations.Amplitude;

/// <summary>Records at Amplitude what people do and who they are.</summary>
/// <remarks>https://amplitude.com/docs/apis/analytics/http-v2</remarks>
[Destination("AM", "Amplitude", Docs = "https://amplitude.com/docs/apis/analytics/http-v2", AtRouter = true, OnDevice = ["web", "android", "ios"],
    Category = DestinationCategory.Analytics, Synonyms = ["product analytics"])]
public sealed class AmplitudeDestination : Destination<AmplitudeSettings>
{
    // Two thousand events and 20 MB are the batch API's limits; a thousand of one device a second are allowed.
    private static readonly BatchRule Batch = new()
    {
        MaxEvents = 500, MaxBytes = 10_000_000, Takes = AmplitudeApi.TakesBatch, Join = AmplitudeApi.Join,
    };

    protected override void Handle(Handlers<AmplitudeSettings> on)
    {
        on.Identify((e, s) => Send(AmplitudeEvents.Identify(e, s)));
        on.Track((e, s) => Send([.. Purchases.Track(e, s)]));
        on.Page((e, s) => Send(AmplitudeEvents.View(e, s)));
        on.Screen((e, s) => Send(AmplitudeEvents.View(e, s)));
        on.Group((e, s) => Send(Groups.Group(e, s)));
        on.Alias((e, s) => Send(Groups.Alias(e, s)));
        on.Batch(Batch);
        on.Together((events, s) => TogetherAsync(events, s, on));
        on.Response(AmplitudeAnswers.Read);
        on.Delete(AmplitudeDeletion.DeleteAsync);
    }

    // Callers of the API, whose events have the number of a job, combine by the batch route instead.
    private static async ValueTask<IReadOnlyList<RouterItem>> TogetherAsync(
        IReadOnlyList<Event> events, AmplitudeSettings settings, Handlers<AmplitudeSettings> handlers)
    {
        var (sent, others) = await handlers.TransformEachAsync(events, settings);
        var ofJobs = sent.ToLookup(static s => !s.Event.Metadata["jobId"].IsUndefined);
        return [.. handlers.Combine([.. ofJobs[false]]), .. ofJobs[true].Select(static s => new RouterItem(s.Event, s.Send with { AsList = true })), .. others];
    }
}
