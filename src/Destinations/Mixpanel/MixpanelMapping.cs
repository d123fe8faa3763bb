using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Converters;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Where Mixpanel's reserved properties come from: https://docs.mixpanel.com/docs/data-structure/property-reference/reserved-properties.</summary>
internal static class MixpanelMapping
{
    // Mixpanel takes ids of up to 36 characters; other sources put a time before theirs.
    private const int LongestInsertId = 36;

    /// <summary>Of events.</summary>
    public static readonly Mapping Event = new()
    {
        { "ip", Standard.Ip },
        { "campaign_id", "context.campaign.name" },
        { "$user_id", "userId" },
        { "$current_url", From("context.page.url", "properties.url") },
        { "$os", "context.os.name" },
        { "$referrer", From("context.page.referrer", "properties.referrer") },
        { "$screen_height", "context.screen.height" },
        { "$screen_width", "context.screen.width" },
        { "$screen_dpi", "context.screen.density" },
        { "$carrier", "context.network.carrier" },
        { "$os_version", "context.os.version" },
        { "$device", "context.device.name" },
        { "$manufacturer", "context.device.manufacturer" },
        { "$model", "context.device.model" },
        { "mp_device_model", "context.device.model" },
        { "$wifi", "context.network.wifi" },
        { "$bluetooth_enabled", "context.network.bluetooth" },
        { "mp_lib", "context.library.name" },
        { "$initial_referrer", "context.page.initial_referrer" },
        { "$initial_referring_domain", "context.page.initial_referring_domain" },
        { "$app_build_number", "context.app.build" },
        { "$app_version_string", "context.app.version" },
        { "$insert_id", From("messageId").Then(static (id, _) => id.AsText() is { Length: > LongestInsertId } text ? text[^LongestInsertId..] : id) },
        { "$session_id", From("context.sessionId").To(Text) },
        { "$app_name", "context.app.name" },
        { "$app_namespace", "context.app.namespace" },
    };

    /// <summary>Of profiles: what the context knows.</summary>
    public static readonly Mapping Profile = new()
    {
        { "$geoSource", "context.location.geoSource" },
        { "$timezone", "context.location.timezone" },
        { "$latitude", "context.location.latitude" },
        { "$longitude", "context.location.longitude" },
        { "$carrier", "context.network.carrier" },
        { "$manufacturer", "context.device.manufacturer" },
        { "$model", "context.device.model" },
        { "$screen_height", "context.screen.height" },
        { "$screen_width", "context.screen.width" },
        { "$wifi", "context.network.wifi" },
        { "$initial_referrer", "context.page.initial_referrer" },
        { "$initial_referring_domain", "context.page.initial_referring_domain" },
    };

    /// <summary>Of profiles with an Android device.</summary>
    public static readonly Mapping Android = new()
    {
        { "$android_devices", From("context.device.token").AsArray() },
        { "$os", "context.os.name" },
        { "$android_model", "context.device.model" },
        { "$android_os_version", "context.os.version" },
        { "$android_manufacturer", "context.device.manufacturer" },
        { "$android_app_version", "context.app.version" },
        { "$android_app_version_code", "context.app.build" },
        { "$android_brand", "context.device.manufacturer" },
    };

    /// <summary>Of profiles with a device of Apple's.</summary>
    public static readonly Mapping Apple = new()
    {
        { "$ios_devices", From("context.device.token").AsArray() },
        { "$os", "context.os.name" },
        { "$ios_device_model", "context.device.model" },
        { "$ios_version", "context.os.version" },
        { "$ios_app_release", "context.app.version" },
        { "$ios_app_version", "context.app.build" },
    };

    /// <summary>Traits with a property of their own, in the first place at which there is something.</summary>
    public static readonly (string Property, string[] Traits)[] Traits =
    [
        ("$created", ["createdAt"]),
        ("$email", ["email"]),
        ("$first_name", ["firstName", "firstname", "first_name"]),
        ("$last_name", ["lastName", "lastname", "last_name"]),
        ("$name", ["name"]),
        ("$username", ["username", "userName"]),
        ("$phone", ["phone"]),
        ("$avatar", ["avatar"]),
        ("$country_code", ["country", "address.country"]),
        ("$city", ["city", "address.city"]),
        ("$region", ["state", "address.state", "region", "address.region"]),
        ("$unsubscribed", ["unsubscribed"]),
    ];
}
