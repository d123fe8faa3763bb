using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>Settings of Facebook's Conversions API for a pixel.</summary>
public sealed record FacebookPixelSettings
{
    private PersonalData? _personalData;

    [Field("Pixel ID", Help = "Meta Events Manager → Data sources; the number below the pixel's name.", Example = "123456789012345")]
    public required string PixelId { get; init; }

    [Field("Business access token", Help = "Events Manager → the pixel's settings → Conversions API → Generate access token.", Secret = true)]
    public required string AccessToken { get; init; }

    [Field("Enable advanced matching", Help = "Needed for identify events; without it they are refused.")]
    public bool AdvancedMapping { get; init; }

    [Field("Send PageView for all page and screen events", Help = "They must have properties then.")]
    public bool StandardPageCall { get; init; }

    [Field("Map events to Facebook's standard events", Help = "Your event's name and the standard event that it becomes, such as Purchase.")]
    public IReadOnlyList<NamePair?> EventsToEvents { get; init; } = [];

    [Field("Map categories to content types", Help = "A product category and the content type to send with it. An event's own content_type goes first.")]
    public IReadOnlyList<NamePair?> CategoryToContent { get; init; } = [];

    [Field("Value field", Help = "Where products' views and additions take their value from.", Choices = ["properties.price: the price", "properties.value: the value"])]
    public string ValueFieldIdentifier { get; init; } = "";

    [Field("Blocked personal properties", Help = "Left out of the event's data, or hashed when you say so.")]
    public IReadOnlyList<BlockedProperty?> BlacklistPiiProperties { get; init; } = [];

    [Field("Allowed personal properties", Help = "Sent although they are personal data (email, phone, names, place, gender, birthday).", Item = "whitelistPiiProperties")]
    public IReadOnlyList<string> WhitelistPiiProperties { get; init; } = [];

    [Field("Leave the external ID out", Help = "No hash of the user ID is sent.")]
    public bool RemoveExternalId { get; init; }

    // This spelling is the stored key.
    [Field("Limited data use", Help = "Passes context.dataProcessingOptions on, such as [[\"LDU\"], 1, 1000].")]
    public bool LimitedDataUSage { get; init; }

    [Field("Use as a test destination", Help = "Events appear under Test events in the Events Manager and count nowhere.")]
    public bool TestDestination { get; init; }

    [Field("Test event code", Help = "Events Manager → Test events.", Example = "TEST12345", When = "testDestination=true")]
    public string TestEventCode { get; init; } = "";

    internal PersonalData PersonalData => _personalData ??= new PersonalData(this);
}

/// <summary>A name of yours and what it becomes.</summary>
public sealed record NamePair(string? From, string? To);

/// <summary>A property that is not sent as it is.</summary>
/// <param name="BlacklistPiiProperties">Its name.</param>
/// <param name="BlacklistPiiHash">Sent as its SHA-256 instead of not at all.</param>
public sealed record BlockedProperty(string? BlacklistPiiProperties, bool BlacklistPiiHash = false);
