using System.Text.Json;

namespace Pintle.DestinationKit.Delivery;

/// <summary>A request to a vendor as a destination describes it (the transformed request of the transformer API).</summary>
public sealed record VendorRequest
{
    /// <summary>HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Full URL; may carry a query of its own.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Label for throttling and metrics.</summary>
    public string EndpointPath { get; init; } = "default";

    /// <summary>Anything but <c>REST</c> is not sent and counts as delivered.</summary>
    public string Type { get; init; } = "REST";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Appended to the query: strings raw, objects and arrays as JSON text, the rest in their JSON form.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Params { get; init; } = [];

    public BodyKind Kind { get; init; }

    /// <summary>
    /// UTF-8. <see cref="BodyKind.Json"/>: the object's text. <see cref="BodyKind.Form"/>: a flat JSON object, still to be
    /// form-encoded. The others: the text itself.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>For logs and ordering at callers of the API.</summary>
    public string UserId { get; init; } = "";
}

/// <summary>Wire form of a body.</summary>
public enum BodyKind
{
    None,
    Json,
    JsonArray,
    Xml,
    Form,

    /// <summary>Text that is gzipped on the way out, with <c>Content-Encoding: gzip</c>.</summary>
    Gzip,
}
