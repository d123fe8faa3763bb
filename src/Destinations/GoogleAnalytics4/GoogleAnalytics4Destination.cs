using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.GoogleAnalytics4;

/// <summary>Sends track, page and group events to Google Analytics 4 by its Measurement Protocol.</summary>
/// <remarks>https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference</remarks>
[Destination("GA4", "Google Analytics 4 (GA4)", Docs = "https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference", OnDevice = ["web"], HybridInCloud = ["identify", "track", "group"],
    Category = DestinationCategory.Analytics, Synonyms = ["google", "ga", "gtag", "firebase"])]
public sealed class GoogleAnalytics4Destination : Destination<GoogleAnalytics4Settings>
{
    private const string Host = "https://www.google-analytics.com/";

    private static readonly KeyValuePair<string, string>[] Headers = [new("HOST", "www.google-analytics.com"), new("Content-Type", "application/json")];

    protected override void Handle(Handlers<GoogleAnalytics4Settings> on)
    {
        on.Track((e, s) => Post(e, s, EventParams.OfTrack(e)));
        on.Page((e, s) => Post(e, s, EventParams.OfPage(e)));
        on.Group((e, s) => Post(e, s, EventParams.OfGroup(e)));
        on.Response(Validated);
    }

    private static Outcome Post(Event e, GoogleAnalytics4Settings settings, JsObject sent)
    {
        var body = Person.Map(e, settings);
        body["events"] = new JsArray { sent };
        var path = settings.DebugMode ? "debug/mp/collect" : "mp/collect";
        return Send(VendorRequest.Post(Host + path, body) with { EndpointPath = path, Headers = Headers, Params = Stream(settings) });
    }

    private static KeyValuePair<string, JsValue>[] Stream(GoogleAnalytics4Settings settings) => settings.IsFirebase
        ? [new("api_secret", settings.ApiSecret), new("firebase_app_id", Needed(settings.FirebaseAppId, "firebaseAppId"))]
        : [new("api_secret", settings.ApiSecret), new("measurement_id", Needed(settings.MeasurementId, "measurementId"))];

    private static string Needed(string value, string setting) =>
        value.Trim() is { Length: > 0 } given ? given : throw EventRejectedException.Configuration($"\"{setting}\" is needed for this type of client.");

    // The validation server answers 200 to everything and lists what is wrong; the real one says nothing at all.
    private static Verdict Validated(VendorResponse response)
    {
        var problem = response.Json["validationMessages"][0];
        return response.IsSuccess && problem.IsObject
            ? new Verdict(VerdictKind.Abort, 400, "refused by Google's validation", $"{problem["fieldPath"].ToText()} {problem["validationCode"].ToText()}: {problem["description"].ToText()}".Trim())
            : response.ByStatus();
    }
}
