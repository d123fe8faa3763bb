using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Webhook;

/// <summary>
/// Sends each event to an address of the user's own. An event may bring its own address (<c>fullPath</c>), something to append
/// to it (<c>appendPath</c>) and headers (<c>header</c>); those members are not sent on.
/// </summary>
/// <remarks>https://www.rudderstack.com/docs/destinations/streaming-destinations/webhooks/</remarks>
[Destination("WEBHOOK", "Webhook", Docs = "https://www.rudderstack.com/docs/destinations/streaming-destinations/webhooks/",
    Category = DestinationCategory.Pipelines, Synonyms = ["http", "api", "request", "post", "custom"])]
public sealed class WebhookDestination : Destination<WebhookSettings>
{
    private static readonly KeyValuePair<string, string> JsonType = new("content-type", "application/json");

    protected override void Handle(Handlers<WebhookSettings> on) => on.Any(ToRequest);

    private static Outcome ToRequest(Event e, WebhookSettings settings)
    {
        var message = e.Message.ToElement();
        var method = settings.WebhookMethod.Trim().ToUpperInvariant();
        var isInQuery = method is "GET" or "DELETE";
        return Send(new VendorRequest
        {
            Method = method.Length == 0 ? "POST" : method,
            Endpoint = Text(message, "fullPath", settings.WebhookUrl.Trim()) + Text(message, "appendPath", ""),
            UserId = Text(message, "anonymousId", ""),
            Headers = Headers(message, settings, isInQuery ? [] : [JsonType]),
            Params = isInQuery && message.TryGetProperty("properties", out var properties) ? JsonFlatten.Flat(properties).ToList() : [],
            Kind = isInQuery ? BodyKind.None : BodyKind.Json,
            Body = isInQuery ? default : WebhookBody.Of(message),
        });
    }

    private static List<KeyValuePair<string, string>> Headers(JsonElement message, WebhookSettings settings, List<KeyValuePair<string, string>> headers)
    {
        foreach (var header in settings.Headers)
        {
            if (header is { To.ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } && !string.IsNullOrWhiteSpace(header.From))
            {
                Set(headers, header.From.Trim().ToLowerInvariant(), JsText.Of(header.To));
            }
        }

        if (message.TryGetProperty("header", out var own) && own.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in own.EnumerateObject())
            {
                Set(headers, member.Name, JsText.Of(member.Value));
            }
        }

        return headers;
    }

    // A later header replaces an earlier one of the same name, in its place.
    private static void Set(List<KeyValuePair<string, string>> headers, string name, string value)
    {
        var at = headers.FindIndex(h => h.Key == name);
        if (at < 0)
        {
            headers.Add(new(name, value));
        }
        else
        {
            headers[at] = new(name, value);
        }
    }

    private static string Text(JsonElement message, string name, string otherwise) =>
        message.TryGetProperty(name, out var value) && JsText.IsTruthy(value) ? JsText.Of(value) : otherwise;
}
