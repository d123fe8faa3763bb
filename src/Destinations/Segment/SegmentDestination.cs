using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Segment;

/// <summary>Passes events on to a source of Segment, each as the one event of a batch.</summary>
/// <remarks>https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/</remarks>
[Destination("SEGMENT", "Segment", Docs = "https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/",
    Category = DestinationCategory.Pipelines, Synonyms = ["twilio", "cdp"])]
public sealed class SegmentDestination : Destination<SegmentSettings>
{
    private const string Endpoint = "https://api.segment.io/v1/batch";

    // timeStamp is spelled as the established definition spells it.
    private static readonly Mapping EventFields = new()
    {
        { "anonymousId", "anonymousId" },
        { "type", "type" },
        { "userId", Standard.UserIdOnly },
        { "event", "event" },
        { "traits", Standard.Traits },
        { "properties", "properties" },
        { "groupId", "groupId" },
        { "previousId", "previousId" },
        { "timeStamp", Standard.Timestamp },
    };

    private static readonly string[] Types = ["identify", "track", "page", "screen", "group", "alias"];

    protected override void Handle(Handlers<SegmentSettings> on) => Array.ForEach(Types, type => on.On(type, ToRequest));

    private static Outcome ToRequest(Event e, SegmentSettings settings) => Send(
        VendorRequest.Post(Endpoint, new JsObject { { "batch", new JsArray { EventFields.Map(e) } } }) with
        {
            Headers = [new("Content-Type", "application/json"), new("Authorization", settings.Authorization)],
            UserId = e["userId"].OrFalsy(e["anonymousId"]).ToText(),
            Extra = new JsObject { { "statusCode", 200 } },
        });
}

/// <summary>Settings of Segment.</summary>
public sealed record SegmentSettings
{
    private string? _authorization;

    [Field("Write key", Help = "Segment → Sources → your source → Settings → API Keys.", Secret = true)]
    public required string WriteKey { get; init; }

    /// <summary>The write key is the user name; there is no password.</summary>
    internal string Authorization => _authorization ??= BasicAuth.Of(WriteKey, "");
}
