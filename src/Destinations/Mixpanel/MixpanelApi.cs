using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Requests of Mixpanel's ingestion API; each body is a list, here of one.</summary>
/// <remarks>https://developer.mixpanel.com/reference/ingestion-api</remarks>
internal static class MixpanelApi
{
    public const string Import = "import";
    public const string Engage = "engage";
    public const string Groups = "groups";

    private static readonly KeyValuePair<string, string>[] JsonType = [new("Content-Type", "application/json")];

    /// <summary>An event: https://developer.mixpanel.com/reference/import-events.</summary>
    public static VendorRequest Event(Event e, MixpanelSettings settings, string name, JsObject properties)
    {
        var request = Of(e, settings, Import, new JsObject { { "event", name }, { "properties", properties } }) with
        {
            Headers = settings.ImportHeaders,
            Params = [new("strict", settings.StrictMode ? 1 : 0)],
        };
        return !settings.IsServiceAccount ? request
            : settings.ProjectId.Trim() is { Length: > 0 } project ? request.WithParam("project_id", project)
            : throw EventRejectedException.Configuration("The setting \"projectId\" is required with a service account.");
    }

    /// <summary>A change to a profile: https://developer.mixpanel.com/reference/user-profiles.</summary>
    public static VendorRequest Profile(Event e, MixpanelSettings settings, string operation, JsObject values) =>
        Change(e, settings, Engage, new JsObject { { operation, values }, { "$token", settings.Token.Trim() }, { "$distinct_id", People.DistinctId(e, settings) } });

    /// <summary>A change to a profile or a group.</summary>
    public static VendorRequest Change(Event e, MixpanelSettings settings, string path, JsObject change) =>
        Of(e, settings, path, change) with { Headers = JsonType, Params = [new("verbose", 2)] };

    /// <summary>The region's host: https://docs.mixpanel.com/docs/privacy/eu-residency.</summary>
    public static string Host(string? residency) => residency?.Trim().ToUpperInvariant() switch
    {
        "EU" => "https://api-eu.mixpanel.com",
        "IN" => "https://api-in.mixpanel.com",
        _ => "https://api.mixpanel.com",
    };

    private static VendorRequest Of(Event e, MixpanelSettings settings, string path, JsObject item) => new()
    {
        Method = "POST",
        Endpoint = $"{Host(settings.DataResidency)}/{path}/",
        EndpointPath = path,
        Kind = BodyKind.JsonArray,
        Body = ((JsValue)new JsArray { item }).ToJsonUtf8(),
        UserId = e.Message["userId"].OrFalsy(e.Message["anonymousId"]) is { IsTruthy: true } id ? id.ToString() : "",
    };
}
