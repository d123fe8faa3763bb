using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>Settings of Google Analytics 4.</summary>
public sealed record GoogleAnalytics4Settings
{
    [Field("API secret", Help = "Google Analytics → Admin → Data streams → your stream → Measurement Protocol API secrets.", Secret = true)]
    public required string ApiSecret { get; init; }

    [Field("Type of client", Help = "gtag: a web stream. firebase: an app stream.")]
    public string TypesOfClient { get; init; } = "gtag";

    [Field("Measurement ID", Help = "Of the web stream; needed for gtag.", Example = "G-XXXXXXXXXX")]
    public string MeasurementId { get; init; } = "";

    [Field("Firebase app ID", Help = "Of the app stream; needed for firebase.")]
    public string FirebaseAppId { get; init; } = "";

    [Field("Debug mode", Help = "Events go to Google's validation server, which records nothing and says what is wrong.")]
    public bool DebugMode { get; init; }

    [Field("Traits that are not sent", Help = "Personal data must not go to Google Analytics: traits listed here do not become user properties.")]
    public IReadOnlyList<PiiProperty?> PiiPropertiesToIgnore { get; init; } = [];

    internal bool IsFirebase => TypesOfClient == "firebase";
}

/// <summary>A trait that is not sent.</summary>
/// <param name="Property">Its name.</param>
public sealed record PiiProperty([property: System.Text.Json.Serialization.JsonPropertyName("piiProperty")] string? Property);
