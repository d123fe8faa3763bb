using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.HubSpot;

/// <summary>Settings of HubSpot.</summary>
public sealed record HubSpotSettings
{
    // Made once: the same for every event of these settings.
    private HubSpotApi? _api;

    [Field("Authorization", Help = "newPrivateAppApi: a private app's access token; legacyApiKey: an API key, which HubSpot has retired.", Example = "newPrivateAppApi")]
    public string AuthorizationType { get; init; } = "";

    [Field("Access token", Help = "HubSpot → Settings → Integrations → Private apps.", Secret = true)]
    public string AccessToken { get; init; } = "";

    [Field("API key", Help = "Only with an API key.", Secret = true)]
    public string ApiKey { get; init; } = "";

    [Field("Hub ID", Help = "Required for events of the legacy API, and with an API key.", Example = "25092171")]
    public string HubID { get; init; } = "";

    [Field("API version", Help = "newApi: v3. legacyApi: v1, which HubSpot has deprecated; it knows contacts by their email only.", Example = "newApi")]
    public string ApiVersion { get; init; } = "";

    [Field("Property that identifies a contact", Help = "Its value comes from the trait of that name; email when an event lacks it. A property with unique values is fastest.", Example = "email")]
    public string LookupField { get; init; } = "";

    [Field("Custom events", Help = "[{rsEventName, hubspotEventName, eventProperties: [{from, to}]}]: which events become which custom event of HubSpot.")]
    public JsonElement HubspotEvents { get; init; }

    internal bool IsLatest => ApiVersion == "newApi";

    internal bool HasToken => AuthorizationType is "newPrivateAppApi" or "OAuth" or "oauth";

    internal string Lookup => LookupField.Trim() is { Length: > 0 } named ? named : "email";

    internal JsValue Events => HubspotEvents;

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
