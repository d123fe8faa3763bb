using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Iterable;

/// <summary>Requests of Iterable's API: https://api.iterable.com/api/docs.</summary>
internal static class IterableApi
{
    public const string UpdateUser = "users/update";
    public const string UpdateUsers = "users/bulkUpdate";
    public const string UpdateEmail = "users/updateEmail";
    public const string RegisterDevice = "users/registerDeviceToken";
    public const string RegisterBrowser = "users/registerBrowserToken";
    public const string Track = "events/track";
    public const string TrackMany = "events/trackBulk";
    public const string TrackPurchase = "commerce/trackPurchase";
    public const string UpdateCart = "commerce/updateCart";
    public const string Catalogs = "catalogs";

    /// <summary>POST to a path, which is its label too.</summary>
    public static VendorRequest Post(IterableSettings settings, string path, JsObject body) => Post(settings, settings.ApiKey, path, path, body);

    /// <summary>POST with the key of apps and websites.</summary>
    public static VendorRequest Register(IterableSettings settings, string path, JsObject body) =>
        Post(settings, settings.RegisterDeviceOrBrowserApiKey, path, path, body);

    /// <summary>Items of a catalog.</summary>
    public static VendorRequest PostItems(IterableSettings settings, string catalog, JsObject body) =>
        Post(settings, settings.ApiKey, $"{Catalogs}/{Uri.EscapeDataString(catalog)}/items", Catalogs, body);

    private static VendorRequest Post(IterableSettings settings, string key, string path, string label, JsObject body) =>
        VendorRequest.Post(settings.Host + path, body, [new("Content-Type", "application/json"), new("api_key", key.Trim())]) with { EndpointPath = label };
}
