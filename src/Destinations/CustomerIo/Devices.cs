using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Devices of people, which events of an app's life bring and take away: https://docs.customer.io/api/track/#operation/add_device.</summary>
internal static class Devices
{
    /// <summary>A device to add or delete; null when the event is not about one, or says too little to add one.</summary>
    public static VendorRequest? Of(Event e, CustomerIoSettings settings, string? name)
    {
        var isRemoval = name == "Application Uninstalled";
        if (!isRemoval && !IsRegistration(name, settings))
        {
            return null;
        }

        var id = Person.Known(e);
        var token = e["context.device.token"] is { IsTruthy: true, IsObject: false, IsArray: false } found ? found.ToString() : null;
        if (id is null || token is null)
        {
            return isRemoval
                ? throw EventRejectedException.Instrumentation("\"userId\" or an email, and \"context.device.token\", are required to delete a device.")
                : null;
        }

        return settings.IsV2 ? CustomerIoApi.Entity(e, settings, Entity(e, settings, token, isRemoval))
            : isRemoval ? CustomerIoApi.DeleteDevice(e, settings, id, token)
            : CustomerIoApi.OfCustomer(e, settings, "PUT", id, "/devices", new JsObject { { "device", Device(e, token) } });
    }

    private static bool IsRegistration(string? name, CustomerIoSettings settings) =>
        name is "Application Installed" or "Application Opened" || (name?.Trim() is { Length: > 0 } own && own == settings.DeviceTokenEventName.Trim());

    private static JsObject Device(Event e, string token)
    {
        var device = e.Message["properties"] is { IsObject: true } properties ? properties.ToObject() : [];
        device["id"] = token;
        device["platform"] = Platform(e);
        device["last_used"] = EpochSeconds.OfEvent(e);
        return device;
    }

    private static JsObject Entity(Event e, CustomerIoSettings settings, string token, bool isRemoval) => new()
    {
        { "type", "person" },
        { "action", isRemoval ? "delete_device" : "add_device" },
        { "identifiers", Person.Identifiers(e, settings) },
        {
            "device", isRemoval ? new JsObject { { "token", token } } : new JsObject
            {
                { "token", token },
                { "platform", Platform(e) },
                { "last_used", EpochSeconds.OfEvent(e) },
                { "attributes", e.Message["properties"] is { IsObject: true, IsEmpty: false } properties ? properties : default },
            }
        },
    };

    // Customer.io knows ios and android.
    private static JsValue Platform(Event e) => e["context.device.type"].AsText()?.ToLowerInvariant() switch
    {
        "ipados" or "watchos" or "tvos" or "visionos" => "ios",
        { Length: > 0 } type => type,
        _ => default(JsValue),
    };
}
