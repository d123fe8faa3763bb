using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Amplitude;

/// <summary>Settings of Amplitude.</summary>
public sealed record AmplitudeSettings
{
    [Field("API key", Help = "Amplitude → Organization settings → Projects.", Secret = true)]
    public required string ApiKey { get; init; }

    [Field("Secret key", Help = "Of the same project; only the deletion of users needs it.", Secret = true)]
    public string ApiSecret { get; init; } = "";

    [Field("Residency", Help = "Where Amplitude keeps the project.", Choices = ["standard: United States", "EU: European Union"])]
    public string ResidencyServer { get; init; } = "";

    [Field("Trait with the group's type", Help = "Group events: this trait names the type of the group, such as Company.")]
    public string GroupTypeTrait { get; init; } = "";

    [Field("Trait with the group's value", Help = "Group events: this trait names the group.")]
    public string GroupValueTrait { get; init; } = "";

    [Field("Products stay in their order", Help = "Off: each product of an order is also an event Product Purchased of its own.")]
    public bool TrackProductsOnce { get; init; }

    [Field("Revenue per product", Help = "Each product of an order has its own revenue; the order has none.")]
    public bool TrackRevenuePerProduct { get; init; }

    [Field("Traits to increment", Help = "Identify events add these to the user properties of that name.", Item = "traits")]
    public IReadOnlyList<string> TraitsToIncrement { get; init; } = [];

    [Field("Traits to set once", Help = "Identify events set these only where there is no value yet.", Item = "traits")]
    public IReadOnlyList<string> TraitsToSetOnce { get; init; } = [];

    [Field("Traits to append", Help = "Identify events append these to lists.", Item = "traits")]
    public IReadOnlyList<string> TraitsToAppend { get; init; } = [];

    [Field("Traits to prepend", Help = "Identify events put these at the beginning of lists.", Item = "traits")]
    public IReadOnlyList<string> TraitsToPrepend { get; init; } = [];

    [Field("The device's brand is its own", Help = "device_brand is context.device.brand; off: the manufacturer, for mobile sources.")]
    public bool MapDeviceBrand { get; init; }

    [Field("Own names of page events")]
    public bool UseUserDefinedPageEventName { get; init; }

    [Field("Name of page events", Help = "{{ path }} is replaced by what lies there in the event; blank: the page's name.", Example = "Viewed a {{ name }}", When = "useUserDefinedPageEventName=true")]
    public string UserProvidedPageEventString { get; init; } = "";

    [Field("Own names of screen events")]
    public bool UseUserDefinedScreenEventName { get; init; }

    [Field("Name of screen events", Help = "{{ path }} is replaced by what lies there in the event; blank: the screen's name.", Example = "Viewed a {{ name }}", When = "useUserDefinedScreenEventName=true")]
    public string UserProvidedScreenEventString { get; init; } = "";

    internal string Host => IsEuropean(ResidencyServer) ? "https://api.eu.amplitude.com" : "https://api2.amplitude.com";

    internal static bool IsEuropean(string? residency) => "EU".Equals(residency?.Trim(), StringComparison.OrdinalIgnoreCase);
}
