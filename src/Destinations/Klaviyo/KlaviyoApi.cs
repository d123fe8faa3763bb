using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Klaviyo;

/// <summary>Requests of Klaviyo's JSON:API.</summary>
internal static class KlaviyoApi
{
    public const string Events = "/api/events";
    public const string Profiles = "/api/profiles";
    public const string Import = "/api/profile-import";
    public const string Subscribe = "/api/profile-subscription-bulk-create-jobs";
    public const string Unsubscribe = "/api/profile-subscription-bulk-delete-jobs";

    private const string Host = "https://a.klaviyo.com";

    /// <summary>POST of a resource.</summary>
    public static VendorRequest Post(KlaviyoSettings settings, string path, JsObject data) => Of("POST", settings, path, path, data);

    /// <summary>PATCH of a profile.</summary>
    public static VendorRequest Update(KlaviyoSettings settings, string id, JsObject data) =>
        Of("PATCH", settings, $"{Profiles}/{Uri.EscapeDataString(id)}", Profiles, data);

    private static VendorRequest Of(string method, KlaviyoSettings settings, string path, string label, JsObject data) =>
        VendorRequest.Of(method, Host + path, new JsObject { { "data", data } },
        [
            new("Authorization", $"Klaviyo-API-Key {settings.PrivateApiKey.Trim()}"),
            new("Content-Type", "application/json"),
            new("Accept", "application/json"),
            new("revision", settings.Revision),
        ]) with { EndpointPath = label };
}
