using System.Text.Json;
using Pintle.Events;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.Load;

/// <summary>The code and the events that user code is measured with: a kilobyte each, as a shop tracks them.</summary>
internal static class UserCodeSample
{
    /// <summary>As Node.js takes it; a module is the same with <c>export</c> before it.</summary>
    public const string Script = """
        function transformEvent(event) {
          event.properties.total = event.properties.revenue * 2;
          delete event.context.ip;
          return event;
        }
        """;

    public const string Module = $"export {Script}";

    public static UserBatch Batch(string version, int count) => new(new TransformationCode(version, "bench", Module, []), EventTexts.Write(count, static (n, message, metadata) =>
    {
        JsonSerializer.Serialize(message, Message(n));
        JsonSerializer.Serialize(metadata, Metadata(n));
    }));

    /// <summary>As Node.js takes them.</summary>
    public static byte[] Events(int count) => JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, count).Select(n => new { message = Message(n), metadata = Metadata(n) }));

    /// <summary>The body of a request to the transformer.</summary>
    public static byte[] Request(string version, int count) => JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, count).Select(n => new
    {
        message = Message(n), metadata = Metadata(n), destination = new { ID = "destination", Transformations = new[] { new { VersionID = version } } },
    }));

    private static object Metadata(int n) => new
    {
        messageId = $"message-{n:D12}", sourceId = "source", destinationId = "destination", sourceType = "Javascript", destinationType = "WEBHOOK", workspaceId = "workspace", jobId = n,
    };

    private static object Message(int n) => new
    {
        type = "track", messageId = $"message-{n:D12}", userId = $"user-{n % 37:D8}", anonymousId = $"anonymous-{n:D26}", @event = "Order Completed", channel = "web",
        originalTimestamp = "2026-01-01T00:00:00.000Z", sentAt = "2026-01-01T00:00:01.000Z", receivedAt = "2026-01-01T00:00:02.000Z", timestamp = "2026-01-01T00:00:01.000Z",
        context = new
        {
            ip = $"198.51.100.{n % 250}", locale = "en-GB", timezone = "Europe/London", userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            library = new { name = "shop-sdk", version = "3.1.4" }, page = new { path = "/checkout/done", referrer = "https://shop.example/checkout", title = "Thank you", url = "https://shop.example/checkout/done" },
            traits = new { email = $"person{n}@mail.example", plan = "gold" },
        },
        properties = new
        {
            order_id = $"order-{n}", revenue = 10.5 + n, currency = "EUR", coupon = "SPRING",
            products = new[] { new { product_id = $"p-{n % 11}", name = "Teapot", price = 10.5, quantity = 1 }, new { product_id = $"p-{n % 13}", name = "Teacup", price = 3.25, quantity = n % 5 } },
        },
    };
}
