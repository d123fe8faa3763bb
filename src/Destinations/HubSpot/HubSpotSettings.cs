using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.HubSpot;

/// <summary>Settings of HubSpot.</summary>
public sealed record HubSpotSettings
{
    // Made once: the same for every event of these settings.
    private HubSpotApi? _api;

    [Field("Authorization", Choices = ["newPrivateAppApi: Access token of a private app", "OAuth: A connected account", "legacyApiKey: API key, which HubSpot has retired"])]
    public string AuthorizationType { get; init; } = "";

    [Field("Access token", Help = "HubSpot → Settings → Integrations → Private apps.", Secret = true, When = "authorizationType=newPrivateAppApi", Needed = true)]
    public string AccessToken { get; init; } = "";

    [Field("API key", Secret = true, When = "authorizationType=legacyApiKey", Needed = true)]
    public string ApiKey { get; init; } = "";

    [Field("Hub ID", Help = "Required for events of the legacy API, and with an API key.", Example = "25092171")]
    public string HubID { get; init; } = "";

    [Field("API version", Choices = ["newApi: v3", "legacyApi: v1, which HubSpot has deprecated and which knows contacts by their email only"])]
    public string ApiVersion { get; init; } = "";

    [Field("Property that identifies a contact", Help = "Its value comes from the trait of that name; email when an event lacks it. A property with unique values is fastest.", Example = "email")]
    public string LookupField { get; init; } = "";

    [Field("Custom events", Help = "Which events become which custom event of HubSpot.", When = "apiVersion=newApi")]
    public IReadOnlyList<HubSpotEvent?> HubspotEvents { get; init; } = [];

    internal bool IsLatest => ApiVersion == "newApi";

    internal bool HasToken => AuthorizationType is "newPrivateAppApi" or "OAuth" or "oauth";

    internal string Lookup => LookupField.Trim() is { Length: > 0 } named ? named : "email";

    /// <summary>Requests with the account's credentials.</summary>
    /// <exception cref="EventRejectedException">There are none.</exception>
    internal HubSpotApi Api(Event e)
    {
        if (_api is not null)
        {
            return _api;
        }

        if (HasToken)
        {
            return AccessToken.Trim() is { Length: > 0 } own ? _api = HubSpotApi.OfToken(own)
                : e.Secret["accessToken"].Or(e.Secret["access_token"]).ToText() is { Length: > 0 } given ? HubSpotApi.OfToken(given)
                : throw EventRejectedException.Configuration("\"accessToken\" (Access token) is required.");
        }

        return _api = HubID.Length == 0 ? throw EventRejectedException.Configuration("\"hubID\" (Hub ID) is required with an API key.")
            : ApiKey.Length == 0 ? throw EventRejectedException.Configuration("\"apiKey\" (API key) is required.")
            : HubSpotApi.OfKey(ApiKey);
    }
}

/// <summary>A custom event of HubSpot.</summary>
/// <param name="RsEventName">Name of the track event that becomes it, in any case.</param>
/// <param name="HubspotEventName">Its internal name: <c>pe22315509_order_completed</c>.</param>
/// <param name="EventProperties">Properties of the event and those of HubSpot that they become.</param>
public sealed record HubSpotEvent(
    [property: Field("Event")] string? RsEventName, [property: Field("HubSpot's event", Help = "Its internal name.", Example = "pe22315509_order_completed")] string? HubspotEventName, IReadOnlyList<HubSpotEventProperty?>? EventProperties);

/// <summary>A property of an event and the property of HubSpot's event that it becomes.</summary>
public sealed record HubSpotEventProperty(string? From, string? To);
