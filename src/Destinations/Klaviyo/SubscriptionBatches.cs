using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Klaviyo;

/// <summary>
/// At the router, people who join or leave the same list share one job; their profiles are saved in the same item. Events and
/// profiles alone go one by one. A user's later event never lands in an earlier item.
/// </summary>
internal static class SubscriptionBatches
{
    // To subscribe, newer revisions take 1000; to unsubscribe, all of them 100: https://developers.klaviyo.com/en/reference/bulk_unsubscribe_profiles
    private const int MaxProfiles = 100;

    public static async ValueTask<IReadOnlyList<RouterItem>> TransformAsync(
        IReadOnlyList<Event> events, KlaviyoSettings settings, Handlers<KlaviyoSettings> handlers)
    {
        var (sent, others) = await handlers.TransformEachAsync(events, settings);
        var batches = new OrderedBatches<Batch>();
        foreach (var (e, send) in sent)
        {
            var key = KeyOf(e, send, settings);
            var isAlone = e.Metadata["dontBatch"].IsTruthy;
            batches.For(e, key is null || isAlone ? null : b => b.Takes(key), () => new Batch(key, isAlone)).Add(e, send);
        }

        return [.. batches.All.Select(b => b.Close(settings)), .. others];
    }

    /// <summary>By status. A job with a person in it whom Klaviyo can't take, and the profiles before it, are refused as a whole: each is tried alone.</summary>
    public static DeliveryResult Read(Delivered delivered) => delivered is { Events: > 1, Response.Status: 400 or 409 }
        ? delivered.All(new Verdict(VerdictKind.Retry, 500, "one of several people was refused", delivered.Response.Body) { DontBatch = true })
        : delivered.ByStatus();

    // Version v1 keeps groups apart from people: its group subscriptions name no channels of their own.
    private static string? KeyOf(Event e, Outcome.Send send, KlaviyoSettings settings)
    {
        foreach (var request in send.Requests)
        {
            if (IsJob(request))
            {
                var list = request.Content.First("data.relationships.list.data.id", "data.attributes.list_id");
                return $"{request.Endpoint} {list} {(settings.IsLegacy ? e.Type : "")}";
            }
        }

        return null;
    }

    private static bool IsJob(VendorRequest request) =>
        request.Endpoint.EndsWith(KlaviyoApi.Subscribe, StringComparison.Ordinal) || request.Endpoint.EndsWith(KlaviyoApi.Unsubscribe, StringComparison.Ordinal);

    private sealed class Batch(string? key, bool isAlone)
    {
        private readonly List<Event> _events = [];
        private readonly List<VendorRequest> _profiles = [];
        private readonly List<VendorRequest> _jobs = [];

        public bool Takes(string other) => key == other && !isAlone && _events.Count < MaxProfiles;

        public void Add(Event e, Outcome.Send send)
        {
            _events.Add(e);
            foreach (var request in send.Requests)
            {
                (IsJob(request) ? _jobs : _profiles).Add(request);
            }
        }

        public RouterItem Close(KlaviyoSettings settings)
        {
            if (key is null)
            {
                var isProfile = _profiles.Exists(r => r.Endpoint.EndsWith(KlaviyoApi.Import, StringComparison.Ordinal));
                return new RouterItem(_events, new Outcome.Send(_profiles) { AsList = isProfile }, isProfile);
            }

            var job = Joined(settings.IsLegacy);
            return new RouterItem(_events, new Outcome.Send(settings.IsLegacy ? [job, .. _profiles] : [.. _profiles, job]) { AsList = true }, IsBatched: true);
        }

        private VendorRequest Joined(bool isLegacy)
        {
            if (_jobs.Count == 1)
            {
                return _jobs[0];
            }

            var people = JsArray.Of(_jobs.SelectMany(j => j.Content.Find(isLegacy ? "data.attributes.subscriptions" : "data.attributes.profiles.data").Items));
            var body = _jobs[0].Content.ToObject();
            var attributes = body.Own("data").Own("attributes");
            if (isLegacy)
            {
                attributes["subscriptions"] = people;
            }
            else
            {
                attributes.Own("profiles")["data"] = people;
            }

            return _jobs[0] with { Content = body };
        }
    }
}
