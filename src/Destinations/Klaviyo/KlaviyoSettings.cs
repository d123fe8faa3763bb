using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Klaviyo;

/// <summary>Settings of Klaviyo.</summary>
public sealed record KlaviyoSettings
{
    [Field("Private API key", Help = "Klaviyo → Settings → API keys, with access to events, lists, profiles and subscriptions.", Secret = true)]
    public required string PrivateApiKey { get; init; }

    [Field("Public API key", Help = "For websites only; the server does not need it.")]
    public string PublicApiKey { get; init; } = "";

    [Field("API version", Help = "The revision of Klaviyo's API.", Choices = ["v1: 2023-02-22, which Klaviyo has retired", "v2: 2024-10-15", "v3: 2026-04-15"])]
    public string ApiVersion { get; init; } = "";

    [Field("List ID", Help = "People who subscribe join this list, unless their event names one in traits.properties.listId.", Example = "XUepkK")]
    public string ListId { get; init; } = "";

    [Field("Consent", Help = "Channels that people subscribe to. traits.properties.consent of an event goes first.", Item = "consent", Choices = ["email: Email", "sms: Text messages"])]
    public IReadOnlyList<string> Consent { get; init; } = [];

    [Field("SMS consent", Help = "People subscribe to text messages too.", When = "apiVersion=v1")]
    public bool SmsConsent { get; init; }

    [Field("Email or phone identify people", Help = "The user ID becomes the property _id instead of the external ID; without an email or phone an event is refused.")]
    public bool EnforceEmailAsPrimary { get; init; }

    [Field("Flatten properties", Help = "Nested traits and properties become one level: a.b, items[0].c.")]
    public bool FlattenProperties { get; init; }

    internal bool IsLegacy => ApiVersion.Trim() is "" or "v1";

    internal bool IsLatest => !IsLegacy && ApiVersion.Trim() is not "v2";

    /// <summary>The API's revision: https://developers.klaviyo.com/en/docs/api_versioning_and_deprecation_policy.</summary>
    internal string Revision => IsLegacy ? "2023-02-22" : IsLatest ? "2026-04-15" : "2024-10-15";

    internal JsArray Channels => field ??= JsArray.Of(Consent.Select(c => (JsValue)c));
}
