using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using Pintle.DestinationKit.UserAgents;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.PostHog;

/// <summary>Where PostHog's properties come from (https://posthog.com/docs/data/events#default-properties).</summary>
internal static class PostHogMapping
{
    /// <summary>What every event says of its circumstances.</summary>
    public static readonly Mapping Circumstances = new()
    {
        { "$set", "context.traits" },
        { "$os", "context.os.name" },
        { "$current_url", From("context.page.url", "properties.url") },
        { "$host", From("context.page.url", "properties.url").To(static (url, _) => HostOf(url)) },
        { "$pathname", From("context.page.path", "properties.path") },
        { "$viewport_height", From("properties.viewport_height", "context.viewport_height") },
        { "$viewport_width", From("properties.viewport_width", "context.viewport_width") },
        { "$screen_height", "context.screen.height" },
        { "$screen_width", "context.screen.width" },
        { "$screen_density", "context.screen.density" },
        { "$lib", "context.library.name" },
        { "$lib_version", "context.library.version" },
        { "$time", Standard.Timestamp },
        { "$timestamp", Standard.Timestamp },
        { "$device_id", "context.device.id" },
        { "$device_manufacturer", "context.device.manufacturer" },
        { "$device_model", "context.device.model" },
        { "$device_name", "context.device.name" },
        { "$os_version", "context.os.version" },
        { "$network_carrier", "context.network.carrier" },
        { "$ip", Standard.Ip },
        { "$anon_distinct_id", "anonymousId" },
        { "distinct_id", From("userId", "anonymousId") },
        { "$timezone", "context.timezone" },
        { "$locale", "context.locale" },
        { "$useragent", "context.userAgent" },
        { "$app_version", "context.app.version" },
        { "$app_name", "context.app.name" },
        { "$app_namespace", "context.app.namespace" },
        { "$app_build", "context.app.build" },
        { "utm_source", "context.campaign.source" },
        { "utm_medium", "context.campaign.medium" },
        { "utm_campaign", "context.campaign.name" },
        { "utm_content", "context.campaign.content" },
        { "utm_term", "context.campaign.term" },
        { "$performance_page_loaded", "context.page.loaded" },
    };

    /// <summary>Group events of PostHog's group analytics.</summary>
    public static readonly Mapping GroupAnalytics = new()
    {
        { "$group_type", From("traits.groupType").Required() },
        { "$group_key", Standard.GroupId.Required() },
        { "$group_set", From("traits").Except("groupType") },
    };

    /// <summary>Adds what the user agent of a web page tells.</summary>
    public static void AddBrowser(JsObject properties, DestinationKit.Event e)
    {
        if (e["channel"].AsText() == "web" && e["context.userAgent"].AsText() is { Length: > 0 } text)
        {
            var agent = UserAgent.Parse(text);
            AddMissing("$os", agent.System == "Mac" ? "Mac OS" : agent.System);
            AddMissing("$browser", agent.Browser);
            AddMissing("$browser_version", agent.BrowserVersion);
        }

        void AddMissing(string name, string value)
        {
            if (value.Length > 0 && !properties.Has(name))
            {
                properties[name] = value;
            }
        }
    }

    private static JsValue HostOf(JsValue url) =>
        Uri.TryCreate(url.AsText(), UriKind.Absolute, out var address) && address.Authority.Length > 0 ? address.Authority : default(JsValue);
}
