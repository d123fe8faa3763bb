using System.Text.Json;
using Pintle.Events;
using Pintle.TestKit;

namespace Pintle.Gateway.Tests;

public sealed class EnrichmentTests
{
    private readonly GatewayHarness _gateway = new(new GatewayOptions { InternalEndpoints = true });

    [Fact]
    public async Task Adds_what_is_missing_and_keeps_what_is_there()
    {
        await _gateway.PostAsync("/v1/track", """{"userId":"user-7","anonymousId":"anon-7","messageId":"m-1"}""");
        await _gateway.PostAsync("/v1/track", """{"userId":456,"receivedAt":"then","request_ip":"1.1.1.1","rudderId":"mine","messageId":" m\u200b2 "}""");
        var (first, second) = (_gateway.Events.First(), _gateway.Events.Last());
        Assert.Equal("2026-11-24T09:00:00.000Z", first.GetProperty("receivedAt").GetString());
        Assert.Equal("203.0.113.9", first.GetProperty("request_ip").GetString());
        Assert.Equal("m-1", first.GetProperty("messageId").GetString());
        // MD5("user-7:anon-7") with the version nibble forced to 4 and the RFC 4122 variant.
        Assert.Equal("2026b6b6-bf8b-4fc9-9d67-2f83c93a1aa5", first.GetProperty("rudderId").GetString());
        Assert.Equal("then", second.GetProperty("receivedAt").GetString());
        Assert.Equal("1.1.1.1", second.GetProperty("request_ip").GetString());
        Assert.Equal("m2", second.GetProperty("messageId").GetString());
        Assert.Equal("6b576099-fa8f-43ad-b62b-59b95fc082c8", second.GetProperty("rudderId").GetString());
        Assert.Single(second.EnumerateObject(), m => m.Name == "rudderId");
    }

    [Theory]
    [InlineData("""{"userId":"u","messageId":""}""")]
    [InlineData("""{"userId":"u","messageId":5}""")]
    [InlineData("""{"userId":"u"}""")]
    public async Task An_id_that_the_gateway_makes_is_no_key_for_duplicates(string body)
    {
        await _gateway.PostAsync("/v1/track", body);
        Assert.Null(_gateway.Stored.Single().Key);
        Assert.Equal(36, _gateway.Events.Single().GetProperty("messageId").GetString()!.Length);
    }

    [Fact]
    public async Task Headers_carry_what_the_log_needs()
    {
        await _gateway.PostAsync("/v1/batch", """
            {"batch":[
            {"type":"track","event":"Bought","userId":"u","messageId":"1","context":{"sources":{"job_run_id":"run","task_run_id":"task"}}},
            {"type":"page","name":"Home","anonymousId":"a","messageId":"2"},{"type":"track","event":"Blocked","userId":"u","messageId":"3"}]}
            """);
        var headers = _gateway.Stored.Select(e => e.Header).ToList();
        Assert.Equal([("track", "Bought"), ("page", "Home"), ("track", "Blocked")], headers.Select(h => (h.Type, h.Name)));
        Assert.Equal([false, false, true], headers.Select(h => h.IsBlocked));
        Assert.All(headers, h => Assert.Equal(("run", "task"), (h.JobRunId, h.TaskRunId)));
        Assert.Equal(UserKey.Of("ws", "u", ""), headers[0].User);
        Assert.Equal(UserKey.Of("ws", "", "a"), headers[1].User);
        Assert.Equal(MessageKey.Of("ws", "src", "1", "run"), _gateway.Stored[0].Key);
    }

    [Fact]
    public async Task The_first_forwarded_address_is_the_callers()
    {
        await _gateway.PostAsync("/v1/track", """{"userId":"u"}""", "auth: wk", "X-Forwarded-For: 198.51.100.1, 10.0.0.1");
        Assert.Equal("198.51.100.1", _gateway.Events.Single().GetProperty("request_ip").GetString());
    }

    [Fact]
    public async Task A_plain_webhook_becomes_one_track_event()
    {
        Assert.Equal(200, (await _gateway.PostAsync("/v1/webhook?writeKey=wk-hook", """{"a":1}""", "x: y")).Status);
        var e = _gateway.Events.Single();
        Assert.Equal(("track", "webhook_source_event"), (e.GetProperty("type").GetString(), e.GetProperty("event").GetString()));
        Assert.Equal("""{"a":1}""", e.GetProperty("properties").GetRawText());
        Assert.Equal(36, e.GetProperty("anonymousId").GetString()!.Length);
    }

    [Fact]
    public async Task A_reverse_etl_event_is_pinned_to_its_destination()
    {
        Assert.Equal(400, (await _gateway.PostAsync("/internal/v1/retl", """{"batch":[{"userId":1}]}""", "X-Rudder-Source-Id: src", "X-Rudder-Destination-Id: x")).Status);
        Assert.Equal(404, (await _gateway.PostAsync("/internal/v1/retl", """{"batch":[{"userId":1}]}""", "X-Rudder-Source-Id: src", "X-Rudder-Destination-Id: off")).Status);
        Assert.Equal(200, (await _gateway.PostAsync("/internal/v1/retl", """{"batch":[{"userId":1,"type":"record"}]}""", "X-Rudder-Source-Id: src", "X-Rudder-Destination-Id: dst")).Status);
        Assert.Equal("dst", _gateway.Stored.Single().Header.DestinationId);
    }

    [Fact]
    public async Task An_internal_batch_keeps_what_the_front_end_decided()
    {
        var answer = await _gateway.PostAsync("/internal/v1/batch", """
            [{"properties":{"requestType":"track","routingKey":"h<<>>a<<>>u","workspaceID":"ws","sourceID":"src","receivedAt":"2024-01-02T03:04:05.006Z","requestIP":"203.0.113.9","isBot":true,"botName":"Crawl","botAction":"flag"},
              "payload":{"type":"track","event":"x","messageId":"m1","rudderId":"r1","receivedAt":"2024-01-02T03:04:05.006Z","request_ip":"203.0.113.9","userId":"u1"}}]
            """, "x: y");
        Assert.Equal(200, answer.Status);
        var header = _gateway.Stored.Single().Header;
        Assert.Equal(new BotVerdict("Crawl", "", false, "flag"), header.Bot);
        Assert.Equal(2024, header.ReceivedAt.Year);
    }

    [Fact]
    public async Task What_was_sent_stays_byte_for_byte()
    {
        var sent = new SampleEvents(5).Track("u", "m", 1);
        await _gateway.PostAsync("/v1/batch", $"{{\"batch\":[{sent}]}}");
        var stored = System.Text.Encoding.UTF8.GetString(_gateway.Stored.Single().Body.Span);
        Assert.StartsWith(sent[..^1], stored, StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(stored);
        Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);
    }
}
