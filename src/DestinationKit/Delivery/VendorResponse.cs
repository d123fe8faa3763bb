using System.Text.Json;
using Pintle.DestinationKit.Json;
using Pintle.Events;

namespace Pintle.DestinationKit.Delivery;

/// <summary>A vendor's answer, its body cut to what verdicts and dead letters need.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type, lower case, without parameters; empty when absent.</param>
/// <param name="Body">UTF-8 text, at most 1 MB.</param>
/// <param name="RetryAfter">Parsed <c>Retry-After</c>; null when absent or unreadable.</param>
public sealed record VendorResponse(int Status, string ContentType, string Body, TimeSpan? RetryAfter)
{
    private JsValue? _json;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body as JSON, whatever its type says; undefined when it is none.</summary>
    public JsValue Json => _json ??= Parse();

    private JsValue Parse()
    {
        try
        {
            return Body.Length == 0 ? default : JsonElement.Parse(Body, JsonPolicy.Document);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
