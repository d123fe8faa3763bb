using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Braze;

/// <summary>Settings of Braze.</summary>
public sealed record BrazeSettings
{
    private IReadOnlyList<KeyValuePair<string, string>>? _headers;
    private string? _api;

    [Field("REST API key", Help = "Braze → Settings → API keys; with the permissions users.track, users.identify, users.merge, users.delete, users.export.ids, subscription.status.set.", Secret = true)]
    public required string RestApiKey { get; init; }

    [Field("Data center", Help = "The part of your dashboard's address that says US-03, for example.", Choices = ["US-01", "US-02", "US-03", "US-04", "US-05", "US-06", "US-07", "US-08", "US-10", "EU-01", "EU-02", "AU-01", "ID-01", "JP-01"])]
    public string DataCenter { get; init; } = "US-01";

    [Field("Subscription groups in group calls", Help = "A group call sets the state of a subscription group instead of an attribute.")]
    public bool EnableSubscriptionGroupInGroupCall { get; init; }

    [Field("Nested custom attributes", Help = "Traits with add, update and remove change arrays of objects in place.")]
    public bool EnableNestedArrayOperations { get; init; }

    [Field("Product properties in purchases", Help = "Purchases carry the other properties of their product.")]
    public bool SendPurchaseEventWithExtraProperties { get; init; }

    [Field("Leave out what Braze knows", Help = "Attributes that have the same value at Braze already are not sent; Braze counts each as a data point.")]
    public bool SupportDedup { get; init; }

    [Field("Recommended e-commerce events", Help = "Events of the e-commerce specification become Braze's ecommerce.* events.")]
    public bool UseEcommerceRecommendedEvents { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers => _headers ??=
        [new("Content-Type", "application/json"), new("Accept", "application/json"), new("Authorization", $"Bearer {RestApiKey}")];

    internal VendorRequest Post(string path, JsObject body) => VendorRequest.Post($"{_api ??= BrazeApi.Address(DataCenter)}/{path}", body, Headers) with { EndpointPath = path };
}
