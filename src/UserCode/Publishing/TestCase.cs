using System.Text.Json;

namespace Pintle.UserCode.Publishing;

/// <summary>A test that is kept with a version of a transformation.</summary>
/// <param name="Name">Says what it shows.</param>
/// <param name="Events">Go in, a list.</param>
/// <param name="Expected">Must come out, a list; undefined: anything but an error will do.</param>
/// <param name="Metadata">Of every event; undefined: none.</param>
public sealed record TestCase(string Name, JsonElement Events, JsonElement Expected, JsonElement Metadata)
{
    /// <summary>For code that has none of its own.</summary>
    public static TestCase Sample { get; } = new("sample event", JsonElement.Parse("""
        [{
          "type": "track", "event": "Order Completed", "messageId": "sample-1", "userId": "user-1", "anonymousId": "anonymous-1", "channel": "web",
          "originalTimestamp": "2026-01-31T08:00:00.000Z", "sentAt": "2026-01-31T08:00:01.000Z", "receivedAt": "2026-01-31T08:00:02.000Z", "request_ip": "203.0.113.7",
          "context": {
            "traits": { "email": "ada@example.com", "firstName": "Ada", "plan": "pro" }, "locale": "en-GB", "ip": "203.0.113.7",
            "userAgent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "library": { "name": "sample", "version": "1.0.0" },
            "page": { "path": "/thanks", "url": "https://shop.example.com/thanks?utm_source=news", "referrer": "", "title": "Thank you" }
          },
          "properties": { "order_id": "o-1", "revenue": 42.5, "currency": "EUR", "products": [{ "product_id": "p-1", "quantity": 2, "price": 21.25 }] },
          "integrations": { "All": true }
        }]
        """), default, JsonElement.Parse("""{"sourceId":"sample-source","destinationId":"sample-destination","messageId":"sample-1"}"""));
}
