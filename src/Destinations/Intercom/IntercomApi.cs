using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Intercom;

/// <summary>Requests to Intercom with an account's token, in its region and version of the API.</summary>
/// <remarks>https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis</remarks>
internal sealed class IntercomApi(string token, string server, bool isLatest)
{
    private readonly string _root = RootOf(server);

    private readonly KeyValuePair<string, string>[] _headers =
    [
        new("Content-Type", "application/json"),
        new("Authorization", $"Bearer {token}"),
        new("Accept", "application/json"),
        new("Intercom-Version", isLatest ? "2.10" : "1.4"),
        new("User-Agent", "RudderStack"),
    ];

    public VendorRequest Post(string path, JsValue body) => VendorRequest.Post(_root + path, body, _headers);

    public VendorRequest Put(string path, JsValue body) => VendorRequest.Of("PUT", _root + path, body, _headers);

    public VendorRequest Get(string path) => VendorRequest.Get(_root + path).WithHeaders(_headers);

    /// <summary>With an empty object, as the content type promises JSON.</summary>
    public VendorRequest Delete(string path) => VendorRequest.Of("DELETE", _root + path, new JsObject(), _headers);

    /// <summary>Asks for something that must succeed before the event can go on.</summary>
    /// <param name="e">The event.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="aim">For the message: "find the contact".</param>
    /// <exception cref="EventRejectedException">Intercom refuses for good.</exception>
    /// <exception cref="EventRetryException">Intercom is away or busy.</exception>
    public static async ValueTask<JsValue> AskAsync(Event e, VendorRequest request, string aim)
    {
        var response = await e.AskAsync(request);
        var verdict = IntercomAnswers.Read(response);
        return verdict.Kind switch
        {
            VerdictKind.Delivered => response.Json,
            VerdictKind.Retry => throw new EventRetryException(verdict.StatusCode, Failure(aim, response)),
            VerdictKind.DestinationFault when verdict.StatusCode != 401 => throw new EventRetryException(verdict.StatusCode, Failure(aim, response)),
            _ => throw EventRejectedException.Vendor(verdict.StatusCode, Failure(aim, response)),
        };
    }

    private static string Failure(string aim, VendorResponse response) => $"Intercom answered {response.Status} when asked to {aim}: {response.Body}";

    private static string RootOf(string server) => server.Trim().ToLowerInvariant() switch
    {
        "eu" or "europe" => "https://api.eu.intercom.io/",
        "au" or "australia" => "https://api.au.intercom.io/",
        _ => "https://api.intercom.io/",
    };
}
