using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.HubSpot;

/// <summary>Requests to HubSpot with an account's credentials.</summary>
/// <remarks>https://developers.hubspot.com/docs/guides/apps/authentication/intro-to-auth</remarks>
internal sealed class HubSpotApi
{
    public const string Root = "https://api.hubapi.com";

    private static readonly KeyValuePair<string, string> JsonType = new("Content-Type", "application/json");

    private readonly KeyValuePair<string, string>[] _headers;
    private readonly KeyValuePair<string, JsValue>[] _params;

    private HubSpotApi(string account, KeyValuePair<string, string>[] headers, KeyValuePair<string, JsValue>[] parameters) =>
        (Account, _headers, _params) = (account, headers, parameters);

    /// <summary>Keeps what is remembered of one account apart from the others.</summary>
    public string Account { get; }

    public static HubSpotApi OfToken(string token) => new(token, [JsonType, new("Authorization", $"Bearer {token}")], []);

    /// <summary>An API key goes into the query.</summary>
    public static HubSpotApi OfKey(string key) => new(key, [JsonType], [new("hapikey", key)]);

    public VendorRequest Get(string path) => new() { Method = "GET", Endpoint = Root + path, Headers = _headers, Params = _params };

    public VendorRequest Post(string path, JsValue body) =>
        new() { Method = "POST", Endpoint = Root + path, EndpointPath = path, Headers = _headers, Params = _params, Kind = BodyKind.Json, Content = body };

    /// <summary>A batch of one; batches of one endpoint are joined at the router.</summary>
    public VendorRequest PostInput(string path, JsObject input) => Post(path, new JsObject { { "inputs", new JsArray { input } } });

    /// <summary>A batch of one for the legacy API, whose body is a bare array.</summary>
    public VendorRequest PostArray(string path, JsObject item) => new()
    {
        Method = "POST", Endpoint = Root + path, EndpointPath = path, Headers = _headers, Params = _params,
        Kind = BodyKind.JsonArray, Content = $"[{((JsValue)item).ToJson()}]",
    };

    /// <summary>An event for HubSpot's tracking host.</summary>
    public VendorRequest Tracked(IReadOnlyList<KeyValuePair<string, JsValue>> parameters) => new()
    {
        Method = "GET", Endpoint = "https://track.hubspot.com/v1/event", EndpointPath = "/v1/event", Headers = _headers, Params = [.. parameters],
    };

    /// <summary>Asks for something that an event needs before it can go on.</summary>
    /// <param name="e">The event.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="aim">For the message: "find the contact".</param>
    /// <exception cref="EventRejectedException">HubSpot refuses for good.</exception>
    /// <exception cref="EventRetryException">HubSpot is away or busy, or the credentials don't work.</exception>
    public static async ValueTask<JsValue> AskAsync(Event e, VendorRequest request, string aim)
    {
        var response = await e.AskAsync(request);
        var message = $"HubSpot answered {response.Status} when asked to {aim}: {response.Body}";
        return Verdict.KindOf(response.Status) switch
        {
            VerdictKind.Delivered => response.Json,
            VerdictKind.Retry => throw new EventRetryException(response.Status, message),
            VerdictKind.DestinationFault => throw new EventRetryException(response.Status, message) { IsOfDestination = true },
            _ => throw EventRejectedException.Vendor(response.Status, message),
        };
    }
}
