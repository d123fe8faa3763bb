using System.Globalization;
using System.Text;
using System.Text.Json;
using Pintle.Events;
using Pintle.TestKit;

namespace Pintle.Gateway.Tests;

/// <summary>A hundred thousand requests that were damaged on the way: no 5xx, no exception, and nothing stored that can't be parsed later.</summary>
public sealed class RandomInputTests
{
    private const int Requests = 100_000;

    private static readonly string[] Targets =
    [
        "/v1/track", "/v1/batch", "/v1/import", "/beacon/v1/batch?writeKey=wk", "/v1/webhook?writeKey=wk-hook", "/internal/v1/batch", "/pixel/v1/page?writeKey=wk",
    ];

    private static readonly string[] Splinters =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "1e999", "-0", "123456789012345678901234567890", "\"\\ud800\"", "\\u0000", "\"batch\":", "\"userId\":", "\"type\":1",
        "\"messageId\":\"\\udfff\"", "\"__proto__\":{}", "\"context\":{\"sources\":{\"job_run_id\":[]}}", "\u0000", "\ufeff", "é", "\"anonymousId\":{\"a\":[1,{}]}", "\"rudderId\":1,\"rudderId\":2",
    ];

    [Fact]
    public async Task No_damaged_request_does_harm()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PINTLE_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        var random = new Random(seed);
        var gateway = new GatewayHarness(new GatewayOptions { InternalEndpoints = true });
        var samples = new SampleEvents(seed);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Requests; i++)
        {
            var body = Damage(random, samples, i);
            var target = Targets[random.Next(Targets.Length)];
            var method = target.StartsWith("/pixel", StringComparison.Ordinal) ? "GET" : "POST";
            var encoding = random.Next(20) == 0 ? "Content-Encoding: gzip" : "x: y";
            var answer = await gateway.SendAsync(method, target, body, "auth: wk", encoding);
            Assert.True(answer.Status < 500, $"seed {seed}, request {i}: {answer.Status} {answer.Text}");
            foreach (var e in gateway.Stored)
            {
                using var parsed = JsonDocument.Parse(e.Body, new JsonDocumentOptions { MaxDepth = JsonPolicy.MaxDepth });
                Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);
            }

            gateway.Stored.Clear();
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64L << 20);
    }

    private static byte[] Damage(Random random, SampleEvents samples, int number)
    {
        var one = samples.Track($"u{number % 50}", $"m{number}", number);
        var text = random.Next(3) switch
        {
            0 => one,
            1 => $"{{\"batch\":[{one},{{\"userId\":\"x\"}}]}}",
            _ => """[{"properties":{"requestType":"track","routingKey":"r","workspaceID":"ws","sourceID":"src","receivedAt":"2024-01-02T03:04:05Z","requestIP":"1.1.1.1"},"payload":{"type":"track","messageId":"m","rudderId":"r","receivedAt":"","request_ip":"","userId":"u"}}]""",
        };
        for (var wounds = random.Next(4); wounds > 0; wounds--)
        {
            var at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text[..at] + Splinters[random.Next(Splinters.Length)] + text[at..],
                1 => text[..at],
                2 => text[..at] + text[Math.Min(text.Length, at + random.Next(30))..],
                _ => text[..at] + new string("[{"[random.Next(2)], random.Next(200)) + text[at..],
            };
            text = text.Length == 0 ? "x" : text;
        }

        var body = Encoding.UTF8.GetBytes(text);
        if (random.Next(3) == 0 && body.Length > 0)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return body;
    }
}
