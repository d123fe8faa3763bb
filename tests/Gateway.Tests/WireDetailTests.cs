using System.IO.Compression;
using System.Text;

namespace Pintle.Gateway.Tests;

/// <summary>Corners of spec/gateway.md that the gateway once had wrong.</summary>
public sealed class WireDetailTests
{
    private readonly GatewayHarness _gateway = new(new GatewayOptions { InternalEndpoints = true });

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    [InlineData(70, 400)]
    public async Task An_event_may_be_64_levels_deep_on_every_route(int depth, int status)
    {
        var deep = new string('[', depth - 1) + new string(']', depth - 1);
        var e = $"{{\"userId\":\"u\",\"p\":{deep}}}";
        var message = $$$"""{"properties":{"requestType":"track","routingKey":"r","workspaceID":"ws","sourceID":"src","receivedAt":"2024-01-02T03:04:05Z","requestIP":"1.1.1.1"},"payload":{"type":"track","messageId":"m","rudderId":"r","receivedAt":"","request_ip":"","p":{{{deep}}}}}""";
        Assert.Equal(status, (await _gateway.PostAsync("/v1/track", e)).Status);
        Assert.Equal(status, (await _gateway.PostAsync("/v1/batch", $"{{\"batch\":[{e}]}}")).Status);
        Assert.Equal(status, (await _gateway.PostAsync("/v1/batch", $"{{\"batch\":{e}}}")).Status);
        Assert.Equal(status, (await _gateway.PostAsync("/internal/v1/batch", $"[{message}]", "x: y")).Status);
        Assert.Equal(status, (await _gateway.PostAsync("/v1/webhook?writeKey=wk-hook", $"{{\"p\":{new string('[', depth - 2) + new string(']', depth - 2)}}}", "x: y")).Status);
        Assert.Equal(status == 200 ? 5 : 0, _gateway.Stored.Count);
    }

    [Theory]
    [InlineData("""{"userId":"u","a":"\ud800","\uDFFF":1,"b":"\ud800\ud800\udc00","c":"\\ud800"}""")]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character(string sent)
    {
        Assert.Equal(200, (await _gateway.PostAsync("/v1/track", sent)).Status);
        var e = _gateway.Events.Single();
        Assert.Equal("\ufffd", e.GetProperty("a").GetString());
        Assert.Equal(1, e.GetProperty("\ufffd").GetInt32());
        Assert.Equal("\ufffd\U00010000", e.GetProperty("b").GetString());
        Assert.Equal("\\ud800", e.GetProperty("c").GetString());
    }

    [Theory]
    [InlineData("/v1/batch", """{"batch":[{"userId":"\ud800","messageId":"\udfff"}]}""", "auth: wk")]
    [InlineData("/v1/webhook?writeKey=wk-hook", """{"a":"\ud800"}""", "x: y")]
    [InlineData("/internal/v1/batch", """[{"properties":{"requestType":"track","routingKey":"r","workspaceID":"ws","sourceID":"src","receivedAt":"2024-01-02T03:04:05Z","requestIP":"1.1.1.1"},"payload":{"type":"track","messageId":"m\ud800","rudderId":"r","receivedAt":"","request_ip":""}}]""", "x: y")]
    public async Task No_route_stores_half_a_surrogate_pair(string target, string body, string header)
    {
        Assert.Equal(200, (await _gateway.PostAsync(target, body, header)).Status);
        var stored = Encoding.UTF8.GetString(_gateway.Stored.Single().Body.Span);
        Assert.DoesNotContain("\\ud800", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\\udfff", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_two_batch_members_the_last_one_counts()
    {
        Assert.Equal(200, (await _gateway.PostAsync("/v1/batch", """{"batch":[{"userId":"first"},5],"batch":[{"userId":"last"}]}""")).Status);
        Assert.Equal("last", _gateway.Events.Single().GetProperty("userId").GetString());
    }

    [Fact]
    public async Task Names_in_a_query_are_told_apart_by_letter_case()
    {
        Assert.Equal(401, (await _gateway.PostAsync("/beacon/v1/batch?WriteKey=wk", """{"batch":[{"userId":"u"}]}""", "x: y")).Status);
        Assert.Equal(401, (await _gateway.PostAsync("/beacon/v1/batch?writeKey=&writeKey=wk", """{"batch":[{"userId":"u"}]}""", "x: y")).Status);
        Assert.Equal(401, (await _gateway.PostAsync("/v1/webhook?writekey=wk-hook", "{}", "x: y")).Status);
        Assert.Equal(200, (await _gateway.PostAsync("/v1/webhook?writeKey=&writeKey=wk-hook", "{}", "x: y")).Status);
        _gateway.Stored.Clear();
        await _gateway.SendAsync("GET", "/pixel/v1/page?WRITEKEY=wk&userId=u");
        Assert.Empty(_gateway.Stored);
        await _gateway.SendAsync("GET", "/pixel/v1/page?writeKey=wk&userId=small&UserId=tall&name=");
        var e = _gateway.Events.Single();
        Assert.Equal(("small", "tall", "Unknown Page"), (e.GetProperty("userId").GetString(), e.GetProperty("UserId").GetString(), e.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("HEAD", "/health", "GET")]
    [InlineData("HEAD", "/pixel/v1/track?writeKey=wk&userId=u", "GET")]
    [InlineData("PUT", "/v1/track", "POST")]
    [InlineData("OPTIONS", "/v1/track", "POST")]
    [InlineData("DELETE", "/v1/webhook", "GET, POST")]
    public async Task Another_method_is_405_with_the_right_ones_and_no_body(string method, string target, string allow)
    {
        var answer = await _gateway.SendAsync(method, target, null, "Origin: https://a.example");
        Assert.Equal((405, "", allow), (answer.Status, answer.Text, answer.Headers.Allow.ToString()));
        Assert.Empty(_gateway.Stored);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_preflight_for_another_method_is_204_and_allows_nothing(string method)
    {
        var answer = await _gateway.SendAsync("OPTIONS", "/nowhere", null, "Origin: https://a.example", $"Access-Control-Request-Method: {method}");
        Assert.Equal((204, "", ""), (answer.Status, answer.Text, answer.Headers.AccessControlAllowMethods.ToString()));
        Assert.Equal("Origin, Access-Control-Request-Method, Access-Control-Request-Headers", answer.Headers.Vary.ToString());
        Assert.Equal(404, (await _gateway.SendAsync("OPTIONS", "/nowhere")).Status);
    }

    [Fact]
    public async Task A_long_password_does_not_hide_the_write_key()
    {
        var header = "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("wk:" + new string('p', 5_000)));
        Assert.Equal(200, (await _gateway.PostAsync("/v1/track", """{"userId":"u"}""", header)).Status);
    }

    [Fact]
    public async Task Gzip_of_several_members_is_read_and_a_cut_or_padded_one_is_not()
    {
        var two = (byte[])[.. Gzip("""{"userId":"""), .. Gzip("\"u\"}")];
        Assert.Equal(200, await SendGzipAsync(two, "gzip"));
        Assert.Equal("u", _gateway.Events.Single().GetProperty("userId").GetString());
        for (var length = 1; length < two.Length; length++)
        {
            Assert.Equal(400, await SendGzipAsync(two[..length], "gzip"));
        }

        Assert.Equal(400, await SendGzipAsync([.. two, 1, 2, 3], "gzip"));
        Assert.Equal(400, await SendGzipAsync(two, "GZIP"));
        Assert.Equal(400, await SendGzipAsync(two, "gzip, identity"));
    }

    [Fact]
    public async Task A_run_id_in_the_first_event_lifts_the_rate_limit()
    {
        var limited = new GatewayHarness(new GatewayOptions { RateLimit = true, RateLimitEvents = 1 });
        Assert.Equal(200, (await limited.PostAsync("/v1/track", """{"userId":"u"}""")).Status);
        Assert.Equal(429, (await limited.PostAsync("/v1/track", """{"userId":"u"}""")).Status);
        Assert.Equal(200, (await limited.PostAsync("/v1/track", """{"userId":"u","context":{"sources":{"task_run_id":"t"}}}""")).Status);
    }

    [Fact]
    public async Task A_log_that_never_answers_is_503_at_the_deadline()
    {
        _gateway.Delay = new TaskCompletionSource();
        var answer = _gateway.PostAsync("/v1/track", """{"userId":"u"}""");
        Assert.False(answer.IsCompleted);
        _gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((503, "service unavailable\n"), ((await answer).Status, (await answer).Text));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "a=1")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n")]
    public async Task A_webhook_form_is_read_within_the_limits(string type, string form)
    {
        var gateway = new GatewayHarness(new GatewayOptions { MaxRequestBytes = 200 });
        Assert.Equal(200, (await gateway.PostAsync("/v1/webhook?writeKey=wk-hook", form, $"Content-Type: {type}")).Status);
        var properties = gateway.Events.Single().GetProperty("properties");
        Assert.Equal("1", (type[0] == 'm' ? properties.GetProperty("Value") : properties).GetProperty("a")[0].GetString());
        Assert.Equal(413, (await gateway.PostAsync("/v1/webhook?writeKey=wk-hook", form + new string('x', 300), $"Content-Type: {type}")).Status);
    }

    [Fact]
    public async Task A_multipart_form_without_an_end_is_refused() =>
        Assert.Equal("error during parsing multiform\n", (await _gateway.PostAsync("/v1/webhook?writeKey=wk-hook", "--b\r\n", "Content-Type: multipart/form-data; boundary=b")).Text);

    [Fact]
    public async Task An_address_in_an_event_counts_for_the_events_behind_it()
    {
        await _gateway.PostAsync("/v1/batch", """{"batch":[{"userId":1},{"userId":2,"request_ip":"1.1.1.1"},{"userId":3},{"userId":4,"request_ip":5},{"userId":5}]}""");
        Assert.Equal(["203.0.113.9", "1.1.1.1", "1.1.1.1", "", ""], _gateway.Events.Select(e => e.GetProperty("request_ip").GetString()!));
    }

    [Fact]
    public async Task More_elements_than_allowed_are_413_whatever_comes_behind_them()
    {
        var gateway = new GatewayHarness(new GatewayOptions { MaxElements = 2 });
        Assert.Equal(413, (await gateway.PostAsync("/v1/batch", """{"batch":[{},{},{},nonsense""")).Status);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_gives_its_memory_back()
    {
        var small = new GatewayHarness(new GatewayOptions { InFlightBytes = 16 * 1024 });
        for (var i = 0; i < 20; i++)
        {
            await small.SendBrokenAsync("/v1/track", new string(' ', 3_000), new OperationCanceledException());
        }

        Assert.Equal(200, (await small.PostAsync("/v1/track", """{"userId":"u"}""")).Status);
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_cut_off_not_answered_4xx()
    {
        var answer = await _gateway.SendBrokenAsync("/v1/track", "{", new Microsoft.AspNetCore.Http.BadHttpRequestException("too slow", 408));
        Assert.True(answer.WasAborted);
    }

    [Fact]
    public async Task The_pixel_shows_its_picture_even_when_the_log_fails()
    {
        _gateway.Failure = new InvalidOperationException("a bug");
        var answer = await _gateway.SendAsync("GET", "/pixel/v1/page?writeKey=wk&userId=u");
        Assert.Equal((200, "image/gif", 43), (answer.Status, answer.Headers.ContentType.ToString(), answer.Bytes.Length));
    }

    private async Task<int> SendGzipAsync(byte[] body, string encoding) =>
        (await _gateway.SendAsync("POST", "/v1/track", body, "auth: wk", $"Content-Encoding: {encoding}")).Status;

    private static byte[] Gzip(string text)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }
}
