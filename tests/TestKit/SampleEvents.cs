using System.Globalization;
using System.Text;

namespace Pintle.TestKit;

/// <summary>Events as SDKs send them, about 1 KB each, no two alike; the same for the same seed.</summary>
public sealed class SampleEvents(int seed)
{
    private static readonly string[] Words =
    [
        "amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "hazel", "indigo", "jasper", "karst", "lotus", "maple", "nectar",
        "onyx", "pearl", "quartz", "river", "saffron", "tundra", "umber", "velvet", "willow", "xenon", "yarrow", "zephyr",
    ];

    private static readonly string[] Names = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed", "Signed Up", "Video Played"];

    private readonly Random _random = new(seed);

    /// <summary>A track event.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="messageId">The message id.</param>
    /// <param name="number">Stands in <c>properties.number</c>.</param>
    public string Track(string user, string messageId, long number) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":"track","event":"{{{Names[_random.Next(Names.Length)]}}}","userId":"{{{user}}}","anonymousId":"{{{Hex(16)}}}","messageId":"{{{messageId}}}","channel":"web","originalTimestamp":"2026-11-24T08:{{{_random.Next(10, 60)}}}:{{{_random.Next(10, 60)}}}.{{{_random.Next(100, 1000)}}}Z","sentAt":"2026-11-24T09:00:{{{_random.Next(10, 60)}}}.{{{_random.Next(100, 1000)}}}Z","integrations":{"All":true},"properties":{"number":{{{number}}},"sku":"{{{Hex(6)}}}","name":"{{{Text(3)}}}","price":{{{_random.Next(100, 99999) / 100.0:F2}}},"quantity":{{{_random.Next(1, 9)}}},"coupon":"{{{Hex(4)}}}","list":"{{{Text(2)}}}","category":"{{{Text(1)}}}"},"context":{"app":{"name":"Shop","namespace":"com.example.shop","version":"{{{_random.Next(1, 9)}}}.{{{_random.Next(0, 40)}}}.{{{_random.Next(0, 99)}}}"},"library":{"name":"@rudderstack/analytics-js","version":"3.34.1"},"locale":"en-GB","page":{"path":"/{{{Text(1)}}}/{{{Hex(4)}}}","referrer":"https://search.example/?q={{{Text(2).Replace(' ', '+')}}}","title":"{{{Text(4)}}}","url":"https://shop.example/{{{Text(1)}}}/{{{Hex(4)}}}"},"screen":{"density":2,"width":{{{_random.Next(320, 3000)}}},"height":{{{_random.Next(320, 2000)}}}},"sessionId":{{{_random.NextInt64(1_700_000_000, 1_900_000_000)}}},"traits":{"email":"{{{user}}}@example.com","plan":"{{{Words[_random.Next(Words.Length)]}}}"},"userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{{{_random.Next(90, 150)}}}.0.{{{_random.Next(1000, 9999)}}}.{{{_random.Next(10, 200)}}} Safari/537.36"}}
        """);

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[_random.Next(Words.Length)]));

    private string Hex(int bytes)
    {
        Span<byte> raw = stackalloc byte[bytes];
        _random.NextBytes(raw);
        return Convert.ToHexStringLower(raw);
    }

    /// <summary>Events as the body of <c>/v1/batch</c>.</summary>
    public static byte[] Batch(IEnumerable<string> events) => Encoding.UTF8.GetBytes($"{{\"batch\":[{string.Join(',', events)}]}}");
}
