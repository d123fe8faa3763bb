using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.PostHog;

/// <summary>Records events, people and groups at PostHog.</summary>
/// <remarks>https://posthog.com/docs/api/capture</remarks>
[Destination("POSTHOG", "PostHog", Docs = "https://posthog.com/docs/api/capture", AtRouter = true, OnDevice = ["web"],
    Category = DestinationCategory.Analytics, Synonyms = ["product analytics", "feature flags"])]
public sealed class PostHogDestination : Destination<PostHogSettings>
{
    // PostHog takes 20 MB in a request (https://posthog.com/docs/api/capture#batch-events).
    private const int MostBytes = 15 << 20;
    private static readonly KeyValuePair<string, string>[] Headers = [new("Content-Type", "application/json")];

    protected override void Handle(Handlers<PostHogSettings> on)
    {
        on.Track((e, s) => Capture(e, s, "capture", e["event"].ToText() is { Length: > 0 } name ? name : throw EventRejectedException.Instrumentation("The event has no name (event).")));
        on.Identify(Identify);
        on.Alias(Alias);
        on.Page((e, s) => Capture(e, s, "page", "$pageview"));
        on.Screen(Screen);
        on.Group(Group);
        on.Batch(new BatchRule { MaxEvents = 100, MaxBytes = MostBytes, Join = Join });
    }

    private static Outcome Capture(Event e, PostHogSettings settings, string type, string name)
    {
        var properties = Properties(e);
        properties.AddMissing(e["properties"]);
        return Post(e, settings, type, name, properties);
    }

    private static Outcome Identify(Event e, PostHogSettings settings)
    {
        var properties = Properties(e);
        if (e["traits"] is { IsObject: true, IsEmpty: false } traits)
        {
            properties.Own("$set").AddAll(traits);
        }

        return Post(e, settings, "identify", "$identify", properties);
    }

    private static Outcome Screen(Event e, PostHogSettings settings)
    {
        var properties = Properties(e);
        properties["$screen_name"] = e.First("name", "properties.name", "event");
        properties.AddMissing(e["properties"]);
        return Post(e, settings, "screen", "$screen", properties);
    }

    // An alias names the person inside its properties only.
    private static Outcome Alias(Event e, PostHogSettings settings)
    {
        var properties = Properties(e);
        properties["alias"] = e["previousId"] is { IsTruthy: true } previous ? previous : throw EventRejectedException.Instrumentation("The event has no previousId.");
        var body = Body(e, settings, "alias", "$create_alias", properties).Without("distinct_id", "messageId");
        return Send(VendorRequest.Post(settings.Endpoint, body, Headers));
    }

    private static Outcome Group(Event e, PostHogSettings settings)
    {
        var properties = Properties(e);
        if (!settings.UseV2Group)
        {
            var body = Body(e, settings, "group", "$groupidentify", properties);
            body["groupId"] = e.First("groupId", "traits.groupId");
            body["traits"] = e["traits"];
            return Send(VendorRequest.Post(settings.Endpoint, body, Headers));
        }

        PostHogMapping.GroupAnalytics.MapInto(properties, e);
        properties["$groups"] = new JsObject { { properties["$group_type"].ToString(), properties["$group_key"] } };
        return Post(e, settings, "group", "$groupidentify", properties);
    }

    private static JsObject Properties(Event e)
    {
        if (!e.First("userId", "anonymousId").IsPresent)
        {
            throw EventRejectedException.Instrumentation("The event has neither userId nor anonymousId.");
        }

        var properties = PostHogMapping.Circumstances.Map(e);
        PostHogMapping.AddBrowser(properties, e);
        return properties;
    }

    private static Outcome Post(Event e, PostHogSettings settings, string type, string name, JsObject properties) =>
        Send(VendorRequest.Post(settings.Endpoint, Body(e, settings, type, name, properties), Headers));

    private static JsObject Body(Event e, PostHogSettings settings, string type, string name, JsObject properties) => new()
    {
        { "distinct_id", properties["distinct_id"] },
        { "messageId", e["messageId"] },
        { "properties", properties },
        { "timestamp", e.First("timestamp", "originalTimestamp") },
        { "event", name },
        { "api_key", settings.TeamApiKey },
        { "type", type },
    };

    private static VendorRequest Join(IReadOnlyList<VendorRequest> requests)
    {
        var batch = JsArray.Of(requests.Select(r => (JsValue)r.Content.ToObject().Without("api_key")));
        return requests[0] with
        {
            Content = new JsObject { { "api_key", requests[0].Content["api_key"] }, { "batch", batch } },
            EndpointPath = "/batch",
        };
    }
}
