using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Delivery;

/// <summary>A request to a vendor as a destination describes it (the transformed request of the transformer API).</summary>
public sealed record VendorRequest
{
    /// <summary>HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Full URL; may carry a query of its own.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Label for throttling and metrics; null: none, which counts as <c>default</c>.</summary>
    public string? EndpointPath { get; init; }

    /// <summary>Anything but <c>REST</c> is not sent and counts as delivered.</summary>
    public string Type { get; init; } = "REST";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Appended to the query: strings raw, objects and arrays as JSON text, the rest in their JSON form.</summary>
    public IReadOnlyList<KeyValuePair<string, JsValue>> Params { get; init; } = [];

    public BodyKind Kind { get; init; }

    /// <summary>
    /// <see cref="BodyKind.Json"/>: the object. <see cref="BodyKind.Form"/>: a flat object, form-encoded on the way out. The
    /// others: the text. Undefined when the body is in <see cref="Body"/>.
    /// </summary>
    public JsValue Content { get; init; }

    /// <summary>The same, as UTF-8 that is finished already.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>For logs and ordering at callers of the API; null: not said.</summary>
    public string? UserId { get; init; }

    /// <summary>Members that a caller of the API gets beside the usual ones.</summary>
    public JsObject? Extra { get; init; }

    /// <summary>POST with a JSON body.</summary>
    public static VendorRequest Post(string endpoint, JsValue json, IReadOnlyList<KeyValuePair<string, string>>? headers = null) =>
        Of("POST", endpoint, json, headers);

    /// <summary>A request with a JSON body.</summary>
    public static VendorRequest Of(string method, string endpoint, JsValue json, IReadOnlyList<KeyValuePair<string, string>>? headers = null) =>
        new() { Method = method, Endpoint = endpoint, Kind = BodyKind.Json, Content = json, Headers = headers ?? [] };

    /// <summary>GET without a body.</summary>
    public static VendorRequest Get(string endpoint) => new() { Method = "GET", Endpoint = endpoint };

    /// <summary>A request with a flat object as its form.</summary>
    public static VendorRequest Form(string method, string endpoint, JsValue fields) =>
        new() { Method = method, Endpoint = endpoint, Kind = BodyKind.Form, Content = fields };

    /// <summary>With these headers instead.</summary>
    public VendorRequest WithHeaders(params IReadOnlyList<KeyValuePair<string, string>> headers) => this with { Headers = headers };

    /// <summary>With one more header.</summary>
    public VendorRequest With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    /// <summary>With one more parameter of the query.</summary>
    public VendorRequest WithParam(string name, JsValue value) => this with { Params = [.. Params, new(name, value)] };
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
