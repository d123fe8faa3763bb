using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Braze;

/// <summary>Several events at the router: people are identified and looked up together, and rows of all events share requests.</summary>
internal static class BrazeBatches
{
    /// <summary>What was asked about the event's person with others; null when it stands alone.</summary>
    public static KnownUsers? KnownOf(Event e) => (e.Prepared as Prepared)?.Known;

    /// <summary>Has its person been identified with others?</summary>
    public static bool IsIdentified(Event e) => e.Prepared is Prepared;

    public static async ValueTask<IReadOnlyList<RouterItem>> TransformAsync(IReadOnlyList<Event> events, BrazeSettings settings, Handlers<BrazeSettings> on)
    {
        var known = settings.SupportDedup ? await KnownUsers.OfAsync(events, settings) : null;
        var identified = events.Where(e => e.Type == "identify" && !e.IsMapped && BrazeUser.ToIdentify(e).IsTruthy).ToList();
        await IdentifyAsync(identified, [.. identified.Select(BrazeUser.ToIdentify)], settings);
        foreach (var e in events)
        {
            e.Prepared = new Prepared(known);
        }

        var (sent, others) = await on.TransformEachAsync(events, settings);
        var alone = sent.Where(s => s.Event.Metadata["dontBatch"].IsTruthy).ToList();
        IEnumerable<SentEvent>[] groups = [sent.Except(alone), .. alone.Select(s => new[] { s })];
        return [.. groups.Where(g => g.Any()).Select(g => Combine([.. g], settings)), .. others];
    }

    /// <summary>Tells Braze who anonymous people are. What it refuses of several does not keep their attributes back: its next identify event says it again.</summary>
    /// <exception cref="EventRetryException">Braze can't take it now.</exception>
    public static async ValueTask IdentifyAsync(IReadOnlyList<Event> events, IReadOnlyList<JsValue> aliases, BrazeSettings settings)
    {
        foreach (var chunk in aliases.Chunk(BrazeApi.MostUsers))
        {
            var answer = await events[0].AskAsync(settings.Post(BrazeApi.Identify, new JsObject { { "aliases_to_identify", JsArray.Of(chunk) }, { "merge_behavior", "merge" } }));
            if (events.Count == 1 && !answer.IsSuccess)
            {
                throw answer.Status is 429 or >= 500
                    ? new EventRetryException(answer.Status, $"Braze answered {answer.Status} when people were identified: {answer.Body}")
                    : EventRejectedException.Vendor(answer.Status, $"Braze answered {answer.Status} when people were identified: {answer.Body}");
            }
        }
    }

    private static RouterItem Combine(List<SentEvent> sent, BrazeSettings settings)
    {
        var bodies = sent.SelectMany(s => s.Send.Requests).ToLookup(r => r.EndpointPath, r => r.Content);
        var requests = Tracks([.. bodies[BrazeApi.Track]], settings)
            .Concat(Chunks(Subscriptions(bodies[BrazeApi.Subscriptions]), BrazeApi.MostUsers, BrazeApi.Subscriptions, "subscription_groups", settings))
            .Concat(Chunks(bodies[BrazeApi.Merge].SelectMany(b => b["merge_updates"].Items), BrazeApi.MostUsers, BrazeApi.Merge, "merge_updates", settings));
        return new RouterItem([.. sent.Select(s => s.Event)], new Outcome.Send([.. requests]) { AsList = true }, IsBatched: true);
    }

    // Each request has up to seventy-five of each kind.
    private static IEnumerable<VendorRequest> Tracks(List<JsValue> bodies, BrazeSettings settings)
    {
        string[] kinds = ["attributes", "events", "purchases"];
        var chunks = kinds.Select(kind => bodies.SelectMany(b => b[kind].Items).Chunk(BrazeApi.MostRows).ToList()).ToArray();
        for (var i = 0; i < chunks.Max(c => c.Count); i++)
        {
            var body = new JsObject { { "partner", "RudderStack" } };
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                body[kinds[kind]] = i < chunks[kind].Count ? JsArray.Of(chunks[kind][i]) : default(JsValue);
            }

            yield return settings.Post(BrazeApi.Track, body);
        }
    }

    // Those of one group and state become one.
    private static IEnumerable<JsValue> Subscriptions(IEnumerable<JsValue> bodies) =>
        bodies.SelectMany(b => b["subscription_groups"].Items).GroupBy(s => (s["subscription_group_id"].ToString(), s["subscription_state"].ToString())).Select(group =>
        {
            var made = group.First().ToObject();
            foreach (var name in (string[])["external_ids", "phones", "emails"])
            {
                var all = JsArray.Of(group.SelectMany(s => s[name].Items).DistinctBy(v => v.ToString()));
                made[name] = all.Count > 0 ? all : default(JsValue);
            }

            return (JsValue)made;
        });

    private static IEnumerable<VendorRequest> Chunks(IEnumerable<JsValue> rows, int most, string path, string member, BrazeSettings settings) =>
        rows.Chunk(most).Select(chunk => settings.Post(path, new JsObject { { member, JsArray.Of(chunk) } }));

    private sealed record Prepared(KnownUsers? Known);
}
