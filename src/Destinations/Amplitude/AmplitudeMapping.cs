using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using Pintle.DestinationKit.UserAgents;
using static Pintle.DestinationKit.Mappings.Converters;
using static Pintle.DestinationKit.Mappings.Sources;

namespace Pintle.Destinations.Amplitude;

/// <summary>Where the members of Amplitude's events come from: https://amplitude.com/docs/apis/analytics/http-v2#keys-for-the-event-argument.</summary>
internal static class AmplitudeMapping
{
    /// <summary>Traits that are members of the event instead of user properties.</summary>
    public static readonly HashSet<string> TraitsWithMembers =
    [
        "os_name", "os_version", "device_brand", "device_manufacturer", "device_model", "platform", "carrier", "language",
        "country", "region", "city", "dma",
    ];

    /// <summary>Parts of an address that are members of the event.</summary>
    public static readonly HashSet<string> AddressWithMembers = ["country", "region", "city"];

    /// <summary>What every event has.</summary>
    public static readonly Mapping Event = new()
    {
        { "user_id", Standard.UserIdOnly },
        { "time", Standard.Timestamp.To(UnixMilliseconds).Or(0) },
        { "session_id", Find(static (root, e) => IsOutOfSession(e) ? -1 : Session(root["session_id"]) ?? Session(root.Find("context.sessionId")) ?? -1, "session_id") },
        { "ip", Standard.Ip },
        { "app_name", "context.app.name" },
        { "app_version", "context.app.version" },
        { "language", "context.locale" },
        { "carrier", "context.network.carrier" },
        { "location_lat", "context.location.latitude" },
        { "location_lng", "context.location.longitude" },
        { "country", From("context.location.country", "traits.address.country", "context.traits.address.country") },
        { "region", From("context.location.region", "traits.address.region", "context.traits.address.region") },
        { "city", From("context.location.city", "traits.address.city", "context.traits.address.city") },
        { "dma", "context.location.dma" },
        { "library", Constant("rudderstack") },
    };

    /// <summary>Adds what is known of the device.</summary>
    public static void AddDevice(JsObject item, DestinationKit.Event e, AmplitudeSettings settings)
    {
        var isWeb = e.Message["channel"].AsText() == "web";
        var agent = isWeb ? UserAgent.Parse(e["context.userAgent"].AsText()) : null;
        var (kind, device) = (e["context.os.name"], e["context.device"]);
        Set("os_name", agent?.Browser, kind);
        Set("os_version", agent?.BrowserVersion, e["context.os.version"]);
        Set("device_model", agent is { Device.Length: > 0 } ? agent.Device : agent?.System, device["model"]);
        Set("device_manufacturer", null, device["manufacturer"].OrFalsy(agent?.Vendor));
        Set("platform", isWeb ? "Web" : null, device["type"]);
        var isMobile = e.Message["channel"].AsText() == "mobile";
        Set("device_brand", null, settings.MapDeviceBrand ? device["brand"] : isMobile ? device["manufacturer"] : default);
        var id = e.Message["anonymousId"];
        Set("device_id", null, isMobile ? device["id"].OrFalsy(id) : id.OrFalsy(device["id"]));
        if (isMobile)
        {
            AddAdvertising(item, kind.OrFalsy(device["type"]).AsText() ?? "", device);
        }

        void Set(string name, string? first, JsValue otherwise)
        {
            var value = string.IsNullOrEmpty(first) ? otherwise : first;
            if (value.IsPresent)
            {
                item[name] = value;
            }
        }
    }

    private static void AddAdvertising(JsObject item, string system, JsValue device)
    {
        var advertising = device["advertisingId"] is { IsTruthy: true } id ? id : default;
        if (system.ToUpperInvariant() is "IOS" or "IPADOS" or "TVOS" or "WATCHOS")
        {
            item["idfa"] = advertising;
            item["idfv"] = device["id"] is { IsTruthy: true } own ? own : default;
        }
        else if (system.Equals("Android", StringComparison.OrdinalIgnoreCase))
        {
            item["adid"] = advertising;
        }
    }

    private static bool IsOutOfSession(DestinationKit.Event e) =>
        (e.Type == "identify" ? e.First("traits.optOutOfSession", "context.traits.optOutOfSession") : e["properties.optOutOfSession"]).AsBoolean() == true;

    // Only whole numbers are sessions to Amplitude.
    private static double? Session(JsValue id) => id.IsTruthy && (id.IsNumber || id.IsText) && id.ToNumber() is var number && double.IsInteger(number) ? number : null;
}
