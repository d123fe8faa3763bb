using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Amplitude;

/// <summary>Requests of Amplitude's APIs.</summary>
internal static class AmplitudeApi
{
    public const string Upload = "2/httpapi";
    public const string Batch = "batch";
    public const string GroupIdentify = "groupidentify";
    public const string UserMap = "usermap";

    // Shorter ids need an option, which the batch API of the peer's callers doesn't get.
    private const int ShortestId = 5;

    private static readonly KeyValuePair<string, string>[] JsonType = [new("Content-Type", "application/json")];

    /// <summary>An event: https://amplitude.com/docs/apis/analytics/http-v2.</summary>
    public static VendorRequest Event(Event e, AmplitudeSettings settings, JsObject item) => VendorRequest.Post($"{settings.Host}/{Upload}", new JsObject
    {
        { "api_key", settings.ApiKey.Trim() },
        { "events", new JsArray { item } },
        { "options", new JsObject { { "min_id_length", 1 } } },
    }) with { Headers = JsonType, EndpointPath = Upload, UserId = UserOf(e) };

    /// <summary>A form whose one field is a list of JSON texts: https://amplitude.com/docs/apis/analytics/group-identify, …/user-mapping.</summary>
    public static VendorRequest Form(Event e, AmplitudeSettings settings, string path, string field, JsArray items) => VendorRequest.Form(
        "POST", $"{settings.Host}/{path}", new JsObject { { "api_key", settings.ApiKey.Trim() }, { field, items } }) with { EndpointPath = path, UserId = UserOf(e) };

    /// <summary>May an event share a request of the batch API? Only when its ids are as long as that wants them.</summary>
    public static bool TakesBatch(VendorRequest request) =>
        request.Kind == BodyKind.Json && request.Endpoint.EndsWith($"/{Upload}", StringComparison.Ordinal) && Events(request).All(static item => IsLong(item["user_id"]) && IsLong(item["device_id"]));

    /// <summary>One request of the batch API, which has higher limits: https://amplitude.com/docs/apis/analytics/batch-event-upload.</summary>
    public static VendorRequest Join(IReadOnlyList<VendorRequest> requests)
    {
        var items = new JsArray();
        foreach (var item in requests.SelectMany(Events))
        {
            items.Add(item);
        }

        var first = requests[0];
        return first with
        {
            Endpoint = string.Concat(first.Endpoint.AsSpan(0, first.Endpoint.Length - Upload.Length), Batch),
            EndpointPath = Batch,
            Content = new JsObject { { "events", items }, { "api_key", first.Content["api_key"] } },
        };
    }

    private static IEnumerable<JsValue> Events(VendorRequest request) =>
        request.Content["events"] is { IsArray: true } list ? list.Items : [request.Content["events"]];

    private static bool IsLong(JsValue id) => !id.IsDefined || id.ToString().Length >= ShortestId;

    private static string UserOf(Event e) => e.Message["anonymousId"] is { IsTruthy: true } id ? id.ToString() : "";
}
