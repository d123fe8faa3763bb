using System.Text.Json;
using Pintle.DestinationKit.Json;
using Pintle.Events;

namespace Pintle.DestinationKit.Delivery;

/// <summary>Reads the transformed request of the transformer API (§4), as callers bring it back for batching and delivery.</summary>
public static class VendorRequestReader
{
    private static readonly string[] Known =
        ["version", "type", "method", "endpoint", "endpointPath", "headers", "params", "body", "files", "userId", "metadata", "destinationConfig", "destinationVersion"];

    /// <exception cref="EventRejectedException">It can't be sent (400).</exception>
    public static VendorRequest Read(JsValue request)
    {
        var (kind, content) = Body(request["body"]);
        var extra = request.ToObject().Without(Known);
        return new VendorRequest
        {
            Type = request["type"].AsText() ?? "REST",
            Method = request["method"].AsText()?.Trim() is { Length: > 0 } method ? method : "POST",
            Endpoint = request["endpoint"].AsText() ?? throw EventRejectedException.Instrumentation("The request has no endpoint."),
            EndpointPath = request["endpointPath"].AsText(),
            Headers = [.. request["headers"].Members.ToList().Select(h => new KeyValuePair<string, string>(h.Key, h.Value.ToString()))],
            Params = request["params"].Members.ToList(),
            Kind = kind,
            Content = content,
            UserId = request["userId"].ToText(),
            Extra = extra.Count == 0 ? null : extra,
        };
    }

    /// <summary>A request that went out, as far as its bytes tell.</summary>
    /// <param name="sent">What went out.</param>
    /// <param name="withContent">Read a JSON body again.</param>
    public static VendorRequest OfWire(WireRequest sent, bool withContent) => new()
    {
        Method = sent.Method,
        Endpoint = sent.Url,
        Headers = sent.Headers,
        Kind = sent.Body.IsEmpty ? BodyKind.None : BodyKind.Json,
        Body = sent.Body,
        Content = sent.Body.IsEmpty || !withContent ? default : Parse(sent.Body),
    };

    private static JsValue Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span, JsonPolicy.Document);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // The first kind that is not empty.
    private static (BodyKind Kind, JsValue Content) Body(JsValue body)
    {
        foreach (var (name, value) in body.Members)
        {
            if (value is { IsDefined: true, IsObject: false })
            {
                throw new EventRejectedException(RejectKind.Instrumentation, $"The body {name} is no object.", 500);
            }

            if (value.IsEmpty)
            {
                continue;
            }

            return name switch
            {
                "JSON" => (BodyKind.Json, value),
                "FORM" => (BodyKind.Form, value),
                "JSON_ARRAY" => (BodyKind.JsonArray, Text(value, "batch")),
                "XML" => (BodyKind.Xml, Text(value, "payload")),
                "GZIP" => (BodyKind.Gzip, Text(value, "payload")),
                _ => throw new EventRejectedException(RejectKind.Instrumentation, $"Unknown kind of body: {name}.", 500),
            };
        }

        return (BodyKind.None, default);
    }

    private static JsValue Text(JsValue value, string member) => value[member].AsText()
        ?? throw EventRejectedException.Instrumentation($"The body lacks the text \"{member}\".");
}
