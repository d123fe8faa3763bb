using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Requests of the Track API: https://docs.customer.io/api/track/.</summary>
internal static class CustomerIoApi
{
    /// <summary>Label of requests whose bodies join a batch at the router.</summary>
    public const string Batch = "v2/batch";

    private const string Customers = "v1/customers";

    /// <summary>Something of a customer.</summary>
    /// <param name="e">The event.</param>
    /// <param name="settings">The account.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="id">ID, email or cio_ID of the customer.</param>
    /// <param name="part">Part of the path behind the customer, and of the label.</param>
    /// <param name="body">The body.</param>
    public static VendorRequest OfCustomer(Event e, CustomerIoSettings settings, string method, string id, string part, JsObject body) =>
        Of(e, settings, method, $"{Customers}/{TextConverters.Encode(id)}{part}", Customers + part, body);

    /// <summary>Forgets a device.</summary>
    public static VendorRequest DeleteDevice(Event e, CustomerIoSettings settings, string id, string token) => new VendorRequest
    {
        Method = "DELETE",
        Endpoint = $"{settings.Host}{Customers}/{TextConverters.Encode(id)}/devices/{TextConverters.Encode(token)}",
        EndpointPath = Customers + "/devices/delete",
        UserId = UserOf(e),
        Headers = [Authorization(settings)],
        Extra = Made(),
    };

    /// <summary>An item of a batch, which is made of such items at the router.</summary>
    public static VendorRequest Entity(Event e, CustomerIoSettings settings, JsObject entity)
    {
        var request = Of(e, settings, "POST", Batch, Batch, entity);
        return settings.IsV2 || e.Type == "record" ? request.With("Content-Type", "application/json") : request;
    }

    public static VendorRequest Of(Event e, CustomerIoSettings settings, string method, string path, string label, JsObject body) =>
        VendorRequest.Of(method, settings.Host + path, body) with
        {
            EndpointPath = label,
            UserId = UserOf(e),
            Headers = [Authorization(settings)],
            Extra = Made(),
        };

    // Callers of the API know by this that the request is finished.
    private static JsObject Made() => new() { { "statusCode", 200 } };

    private static string? UserOf(Event e) => e.Type == "record" ? null : Standard.UserId.Of(e).ToText();

    private static KeyValuePair<string, string> Authorization(CustomerIoSettings settings) => new("Authorization", settings.Authorization);
}
