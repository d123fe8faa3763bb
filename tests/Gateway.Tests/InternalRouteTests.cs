using Microsoft.Extensions.Primitives;

namespace Pintle.Gateway.Tests;

public sealed class InternalRouteTests
{
    private readonly GatewayHarness _gateway = new(new GatewayOptions { InternalEndpoints = true, InternalBatchLimitEvents = 10 });

    [Theory]
    [InlineData("src", "track", "Blocked", true)]
    [InlineData("src", "track", "blocked", false)]
    [InlineData("src", "page", "Blocked", false)]
    [InlineData("hook", "track", "Blocked", true)]
    [InlineData("wh", "track", "Blocked", false)]
    [InlineData("nobody", "track", "Blocked", false)]
    public async Task Blocked_events_of_a_batch_are_those_of_stream_and_webhook_sources(string source, string type, string name, bool isBlocked)
    {
        Assert.Equal(200, (await _gateway.PostAsync("/internal/v1/batch", Batch(source, type, name))).Status);
        Assert.Equal(isBlocked, Assert.Single(_gateway.Stored).Header.IsBlocked);
    }

    [Fact]
    public async Task A_batch_over_what_was_announced_before_is_429_until_the_window_has_passed()
    {
        Assert.Equal(200, (await SendAsync("10")).Status);
        var refused = await SendAsync("1");
        Assert.Equal((429, "max requests limit reached\n", "1"), (refused.Status, refused.Text, refused.Headers.RetryAfter.ToString()));
        Assert.Equal(200, (await SendAsync(null)).Status);
        Assert.Equal(429, (await SendAsync("2147483647")).Status);
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await SendAsync("10")).Status);
        Assert.Equal(3, _gateway.Stored.Count);
    }

    [Fact]
    public async Task The_address_of_a_batchs_message_replaces_the_events_own()
    {
        Assert.Equal(200, (await _gateway.PostAsync("/internal/v1/batch", Batch("src", "track", "E \\\"quoted\\\"").Replace("\"userId\"", "\"n\":1.50,\"userId\"", StringComparison.Ordinal))).Status);
        var e = _gateway.Events.Single();
        Assert.Equal(("1.1.1.1", "E \"quoted\"", "1.50"), (e.GetProperty("request_ip").GetString(), e.GetProperty("event").GetString(), e.GetProperty("n").GetRawText()));
        Assert.Single(e.EnumerateObject(), m => m.Name == "request_ip");
    }

    [Fact]
    public async Task Of_a_repeated_header_the_first_counts()
    {
        var answer = await _gateway.SendAsync("POST", "/internal/v1/retl", """{"batch":[{"userId":"u"}]}"""u8.ToArray(), context =>
        {
            context.Request.Headers["X-Rudder-Source-Id"] = new StringValues(["src", "gone"]);
            context.Request.Headers["X-Rudder-Destination-Id"] = new StringValues(["dst", "off"]);
            context.Request.Headers["X-Rudder-Job-Run-Id"] = new StringValues(["run", "other"]);
            context.Request.Headers["X-Forwarded-For"] = new StringValues(["1.1.1.1, 2.2.2.2", "3.3.3.3"]);
        });
        Assert.Equal((200, "ok"), (answer.Status, answer.Text));
        var header = Assert.Single(_gateway.Stored).Header;
        Assert.Equal(("src", "dst", "run"), (header.SourceId, header.DestinationId, header.JobRunId));
        Assert.Equal("1.1.1.1", _gateway.Events.Single().GetProperty("request_ip").GetString());
    }

    private Task<GatewayAnswer> SendAsync(string? announced) =>
        _gateway.PostAsync("/internal/v1/batch", Batch("src", "track", "E"), announced is null ? "x: y" : $"X-Batch-Size: {announced}");

    private static string Batch(string source, string type, string name) =>
        $$$"""[{"properties":{"requestType":"track","routingKey":"r","workspaceID":"ws","sourceID":"{{{source}}}","receivedAt":"2024-01-02T03:04:05Z","requestIP":"1.1.1.1"},"payload":{"type":"{{{type}}}","event":"{{{name}}}","messageId":"m","rudderId":"r","receivedAt":"","request_ip":"","userId":"u"}}]""";
}
