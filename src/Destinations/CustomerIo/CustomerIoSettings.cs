using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Settings of Customer.io.</summary>
public sealed record CustomerIoSettings
{
    [Field("Site ID", Help = "Customer.io → Settings → Account settings → API credentials → Track API keys.")]
    public required string SiteID { get; init; }

    [Field("API key", Help = "Beside the site ID.", Secret = true)]
    public required string ApiKey { get; init; }

    [Field("Data center", Help = "Where the account lives.", Choices = ["US: United States", "EU: European Union"])]
    public string Datacenter { get; init; } = "";

    [Field("Account based in the EU", Help = "The older spelling of the data center.")]
    public bool DatacenterEU { get; init; }

    [Field("Event sent after setting the device token", Help = "It registers the device, as Application Installed and Application Opened do.", Example = "device_token_registered")]
    public string DeviceTokenEventName { get; init; } = "";

    [Field("API version", Help = "Of Customer.io's Track API.", Choices = ["v1: a request per event", "v2: batches of people's changes and events"])]
    public string ApiVersion { get; init; } = "";

    [Field("User ID is", Help = "Which of Customer.io's identifiers the user ID is.", Choices = ["id", "email", "phone", "cio_id"], When = "apiVersion=v2")]
    public string UserIdIdentifierType { get; init; } = "";

    // Basic authentication, made once.
    internal string Authorization => field ??= BasicAuth.Of(SiteID.Trim(), ApiKey.Trim());

    internal bool IsV2 => ApiVersion.Trim() == "v2";

    // The regions differ in the host's name only: https://docs.customer.io/api/track/.
    internal string Host => Datacenter.Trim() == "EU" || DatacenterEU ? "https://track-eu.customer.io/api/" : "https://track.customer.io/api/";
}
