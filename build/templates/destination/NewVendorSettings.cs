using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.NewVendor;

/// <summary>Settings of NewVendor.</summary>
public sealed record NewVendorSettings
{
    [Field("API key", Help = "NewVendor → Settings → API keys.", Secret = true)]
    public required string ApiKey { get; init; }

    [Field("Data residency", Help = "Where the account lives.", Choices = ["us: United States", "eu: European Union"])]
    public string Region { get; init; } = "us";

    internal VendorRequest Post(string path, JsObject body) =>
        VendorRequest.Post($"https://{(Region == "eu" ? "eu" : "api")}.newvendor.example/{path}", body)
            .WithHeaders(new("Content-Type", "application/json"), new("Authorization", $"Bearer {ApiKey}"));
}
