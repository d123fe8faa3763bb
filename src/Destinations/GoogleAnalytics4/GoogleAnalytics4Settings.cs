using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>Settings of Google Analytics 4.</summary>
public sealed record GoogleAnalytics4Settings
{
    [Field("API secret", Help = "Google Analytics → Admin → Data streams → your stream → Measurement Protocol API secrets.", Secret = true)]
    public required string ApiSecret { get; init; }

    [Field("Type of client", Help = "The kind of the data stream.", Choices = ["gtag: a web stream", "firebase: an app stream"])]
    public string TypesOfClient { get; init; } = "gtag";

    [Field("Measurement ID", Help = "Of the web stream.", Example = "G-XXXXXXXXXX", When = "typesOfClient=gtag", Needed = true)]
    public string MeasurementId { get; init; } = "";

    [Field("Firebase app ID", Help = "Of the app stream.", When = "typesOfClient=firebase", Needed = true)]
    public string FirebaseAppId { get; init; } = "";

    [Field("Debug mode", Help = "Events go to Google's validation server, which records nothing and says what is wrong.")]
    public bool DebugMode { get; init; }

    [Field("Traits that are not sent", Help = "Personal data must not go to Google Analytics: traits listed here do not become user properties.", Item = "piiProperty")]
    public IReadOnlyList<string> PiiPropertiesToIgnore { get; init; } = [];

    internal bool IsFirebase => TypesOfClient == "firebase";
}
