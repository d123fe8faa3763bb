using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Iterable;

/// <summary>Settings of Iterable.</summary>
public sealed record IterableSettings
{
    [Field("API key", Help = "Iterable → Integrations → API keys: one of type server-side.", Secret = true)]
    public required string ApiKey { get; init; }

    [Field("Data center", Help = "Where the project lives.", Choices = ["USDC: United States", "EUDC: European Union"])]
    public string DataCenter { get; init; } = "";

    [Field("Mobile or web API key", Help = "With it, an identify event registers the person's device or browser for push messages.", Secret = true)]
    public string RegisterDeviceOrBrowserApiKey { get; init; } = "";

    [Field("Package name", Help = "Name of the push integration at Iterable, when the event's app doesn't say it.", Example = "com.example.shop")]
    public string PackageName { get; init; } = "";

    [Field("Prefer user ID", Help = "Email-based projects: somebody new, with a user ID only, becomes a user without an email.")]
    public bool? PreferUserId { get; init; }

    [Field("Merge nested objects", Help = "Objects among the traits are merged with what Iterable has; otherwise they replace it.")]
    public bool MergeNestedObjects { get; init; } = true;

    [Field("Map all pages to a single event", Help = "Pages become \"Loaded a Page\", screens \"Loaded a Screen\".")]
    public bool MapToSingleEvent { get; init; }

    [Field("Track all pages", Help = "Every page and screen becomes an event.")]
    public bool TrackAllPages { get; init; }

    [Field("Track categorized pages", Help = "Pages and screens with a category become events.")]
    public bool TrackCategorisedPages { get; init; }

    [Field("Track named pages", Help = "Pages and screens with a name become events.")]
    public bool TrackNamedPages { get; init; }

    internal string Host => HostOf(DataCenter);

    // https://support.iterable.com/hc/en-us/articles/17572750887444
    internal static string HostOf(string dataCenter) =>
        dataCenter.Trim() == "EUDC" ? "https://api.eu.iterable.com/api/" : "https://api.iterable.com/api/";
}
