using System.IO.Compression;
using System.Text;
using Pintle.Events;

namespace Pintle.Gateway.Tests;

public sealed class AnswerTests
{
    private readonly GatewayHarness _gateway = new(new GatewayOptions { InternalEndpoints = true, MaxElements = 100 });

    [Theory]
    [InlineData("identify")]
    [InlineData("track")]
    [InlineData("page")]
    [InlineData("screen")]
    [InlineData("alias")]
    [InlineData("group")]
    [InlineData("merge")]
    [InlineData("audiencelist")]
    public async Task Single_calls_are_stored_with_the_type_of_their_route(string type)
    {
        var answer = await _gateway.PostAsync($"/v1/{type}", """{"userId":"u","type":"other","properties":{"n":12345678901234567890}}""");
        Assert.Equal((200, "ok"), (answer.Status, answer.Text));
        Assert.Equal("text/plain; charset=utf-8", answer.Headers.ContentType);
        var e = _gateway.Events.Single();
        Assert.Equal(type, e.GetProperty("type").GetString());
        Assert.Single(e.EnumerateObject(), m => m.Name == "type");
        Assert.Equal("12345678901234567890", e.GetProperty("properties").GetProperty("n").GetRawText());
    }

    [Theory]
    [InlineData("/v1/track", "{", "auth: wk", 400, "invalid json\n")]
    [InlineData("/v1/track", "", "auth: wk", 400, "invalid json\n")]
    [InlineData("/v1/track", "{}{}", "auth: wk", 400, "invalid json\n")]
    [InlineData("/v1/track", "[]", "auth: wk", 400, "event is not a valid rudder event\n")]
    [InlineData("/v1/track", "{}", "auth: wk", 400, "request neither has anonymousId nor userId\n")]
    [InlineData("/v1/track", """{"userId":" \u200b ","anonymousId":null}""", "auth: wk", 400, "request neither has anonymousId nor userId\n")]
    [InlineData("/v1/track", "{}", "x: y", 401, "failed to read writekey from header\n")]
    [InlineData("/v1/track", "{}", "Authorization: Bearer wk", 401, "failed to read writekey from header\n")]
    [InlineData("/v1/track", "{}", "auth: ", 401, "failed to read writekey from header\n")]
    [InlineData("/v1/track", "{}", "auth: nope", 401, "invalid write key\n")]
    [InlineData("/v1/track", "{}", "auth: wk-off", 404, "source is disabled\n")]
    [InlineData("/v1/batch", """{"batch":[]}""", "auth: wk", 400, "empty batch payload\n")]
    [InlineData("/v1/batch", "{}", "auth: wk", 400, "empty batch payload\n")]
    [InlineData("/v1/batch", """{"batch":null}""", "auth: wk", 400, "empty batch payload\n")]
    [InlineData("/v1/batch", """{"batch":"x"}""", "auth: wk", 400, "event is not a valid rudder event\n")]
    [InlineData("/v1/batch", """{"batch":[{"userId":"u"},5]}""", "auth: wk", 400, "event is not a valid rudder event\n")]
    [InlineData("/v1/batch", """{"batch":[5,{"userId":"u"}""", "auth: wk", 400, "invalid json\n")]
    [InlineData("/v1/import", """{"batch":[]}""", "auth: wk", 200, "ok")]
    [InlineData("/beacon/v1/batch", "{}", "auth: wk", 401, "failed to read writekey from query params\n")]
    [InlineData("/beacon/v1/batch?writeKey=nope", "{}", "x: y", 401, "invalid write key\n")]
    [InlineData("/v1/webhook", "{}", "x: y", 401, "failed to read writekey from query params\n")]
    [InlineData("/v1/webhook?writeKey=wk", "{}", "x: y", 401, "invalid write key\n")]
    [InlineData("/v1/webhook?writeKey=wk-shop", "{}", "x: y", 404, "source does not accept webhook events\n")]
    [InlineData("/v1/webhook?writeKey=wk-hook", "{", "x: y", 400, "invalid json\n")]
    [InlineData("/internal/v1/retl", "{}", "x: y", 401, "failed to read source id from header\n")]
    [InlineData("/internal/v1/retl", "{}", "X-Rudder-Source-Id: nope", 401, "invalid source id\n")]
    [InlineData("/internal/v1/replay", "{}", "X-Rudder-Source-Id: src", 401, "invalid replay source\n")]
    [InlineData("/internal/v1/batch", "[]", "x: y", 400, "event is not a valid rudder event\n")]
    [InlineData("/internal/v1/batch", "[", "x: y", 400, "invalid json\n")]
    [InlineData("/nope", "{}", "auth: wk", 404, "404 page not found\n")]
    public async Task Refuses_with_the_exact_answer_and_stores_nothing(string target, string body, string header, int status, string text)
    {
        var answer = await _gateway.PostAsync(target, body, header);
        Assert.Equal((status, text), (answer.Status, answer.Text));
        Assert.Empty(_gateway.Stored);
        if (status >= 400)
        {
            Assert.Equal("nosniff", answer.Headers.XContentTypeOptions);
            Assert.Equal("text/plain; charset=utf-8", answer.Headers.ContentType);
        }
    }

    [Fact]
    public async Task A_wrong_method_names_the_right_ones()
    {
        var answer = await _gateway.SendAsync("GET", "/v1/track");
        Assert.Equal((405, "", "POST"), (answer.Status, answer.Text, answer.Headers.Allow.ToString()));
    }

    [Fact]
    public async Task Limits_are_checked_before_anything_is_parsed()
    {
        var small = new GatewayHarness(new GatewayOptions { MaxRequestBytes = 100, MaxElements = 2 });
        Assert.Equal(413, (await small.PostAsync("/v1/track", new string('x', 101))).Status);
        Assert.Equal(413, (await small.SendAsync("POST", "/v1/track", Gzip(new string(' ', 5_000)), "auth: wk", "Content-Encoding: gzip")).Status);
        Assert.Equal(413, (await small.PostAsync("/v1/batch", """{"batch":[{"userId":1},{"userId":1},{"userId":1}]}""")).Status);
        var bomb = Gzip(new string(' ', 3_000_000));
        Assert.Equal(413, (await _gateway.SendAsync("POST", "/v1/track", bomb, "auth: wk", "Content-Encoding: gzip")).Status);
    }

    [Fact]
    public async Task Gzip_is_read_and_broken_gzip_or_text_is_refused()
    {
        Assert.Equal(200, (await _gateway.SendAsync("POST", "/v1/track", Gzip("""{"userId":"u"}"""), "auth: wk", "Content-Encoding: gzip")).Status);
        foreach (var (body, encoding) in ((byte[], string)[])[(Gzip("""{"userId":"u"}""")[..12], "gzip"), ([1, 2, 3], "gzip"), ([], "gzip"), ([(byte)'"', 0xff, (byte)'"'], "identity")])
        {
            var answer = await _gateway.SendAsync("POST", "/v1/track", body, "auth: wk", $"Content-Encoding: {encoding}");
            Assert.Equal((400, "failed to read body from request\n"), (answer.Status, answer.Text));
        }
    }

    [Fact]
    public async Task Depth_64_is_taken_and_65_is_not()
    {
        string Nested(int depth) => "{\"userId\":\"u\",\"p\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
        Assert.Equal(200, (await _gateway.PostAsync("/v1/track", Nested(64))).Status);
        Assert.Equal(200, (await _gateway.PostAsync("/v1/batch", $"{{\"batch\":[{Nested(64)}]}}")).Status);
        Assert.Equal((400, "invalid json\n"), await StatusAndText("/v1/track", Nested(65)));
        Assert.Equal((400, "invalid json\n"), await StatusAndText("/v1/batch", $"{{\"batch\":[{Nested(65)}]}}"));
    }

    [Fact]
    public async Task A_store_that_cannot_commit_is_503_with_a_time_to_come_back()
    {
        _gateway.Answer = IntakeResult.Unavailable;
        var answer = await _gateway.PostAsync("/v1/track", """{"userId":"u"}""");
        Assert.Equal((503, "service unavailable\n", "1"), (answer.Status, answer.Text, answer.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task Whatever_fails_inside_is_503()
    {
        _gateway.Failure = new InvalidOperationException("a bug");
        var answer = await _gateway.PostAsync("/v1/track", """{"userId":"u"}""", "auth: wk", "Origin: https://a.example");
        Assert.Equal((503, "service unavailable\n", "https://a.example"), (answer.Status, answer.Text, answer.Headers.AccessControlAllowOrigin.ToString()));
    }

    [Fact]
    public async Task Without_a_configuration_nothing_is_401_or_404()
    {
        var answer = await new GatewayHarness(isConfigured: false).PostAsync("/v1/track", """{"userId":"u"}""");
        Assert.Equal((503, "1"), (answer.Status, answer.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task Too_many_events_are_429_with_a_time_to_come_back()
    {
        var limited = new GatewayHarness(new GatewayOptions { RateLimit = true, RateLimitEvents = 2, RateLimitWindow = TimeSpan.FromSeconds(10) });
        Assert.Equal(200, (await limited.PostAsync("/v1/batch", """{"batch":[{"userId":1},{"userId":2}]}""")).Status);
        var answer = await limited.PostAsync("/v1/track", """{"userId":"u"}""");
        Assert.Equal((429, "max requests limit reached\n", "5"), (answer.Status, answer.Text, answer.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task An_origin_that_no_browser_sends_is_not_reflected_and_costs_no_event()
    {
        var answer = await _gateway.PostAsync("/v1/track", """{"userId":"u"}""", "auth: wk", "Origin: é");
        Assert.Equal((200, 0), (answer.Status, answer.Headers.AccessControlAllowOrigin.Count));
    }

    [Fact]
    public async Task Cors_reflects_the_origin_and_answers_preflights()
    {
        var simple = await _gateway.PostAsync("/v1/track", """{"userId":"u"}""", "auth: wk", "Origin: https://a.example");
        Assert.Equal(("https://a.example", "true", "Origin"), (simple.Headers.AccessControlAllowOrigin.ToString(), simple.Headers.AccessControlAllowCredentials.ToString(), simple.Headers.Vary.ToString()));
        var preflight = await _gateway.SendAsync(
            "OPTIONS", "/v1/track", null, "Origin: https://a.example", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: AnonymousId, Authorization");
        Assert.Equal(204, preflight.Status);
        Assert.Equal(("POST", "AnonymousId, Authorization", "900"), (
            preflight.Headers.AccessControlAllowMethods.ToString(), preflight.Headers.AccessControlAllowHeaders.ToString(), preflight.Headers.AccessControlMaxAge.ToString()));
        var put = await _gateway.SendAsync("OPTIONS", "/v1/track", null, "Origin: https://a.example", "Access-Control-Request-Method: PUT");
        Assert.Equal((204, ""), (put.Status, put.Headers.AccessControlAllowMethods.ToString()));
    }

    [Fact]
    public async Task The_pixel_answers_its_picture_whatever_happens()
    {
        foreach (var query in (string[])["", "?writeKey=nope", "?writeKey=wk&event=", "?writeKey=wk&event=Seen&userId=u&context.page.title=Home"])
        {
            var answer = await _gateway.SendAsync("GET", "/pixel/v1/track" + query);
            Assert.Equal((200, "image/gif", 43), (answer.Status, answer.Headers.ContentType.ToString(), answer.Bytes.Length));
        }

        var e = _gateway.Events.Single();
        Assert.Equal("Home", e.GetProperty("context").GetProperty("page").GetProperty("title").GetString());
        Assert.Equal("", e.GetProperty("request_ip").GetString());
    }

    [Fact]
    public async Task About_the_server()
    {
        Assert.Contains("\"server\":\"UP\"", (await _gateway.SendAsync("GET", "/health")).Text, StringComparison.Ordinal);
        Assert.Contains("gzip-req-payload", (await _gateway.SendAsync("GET", "/version")).Text, StringComparison.Ordinal);
        Assert.Equal("User-agent: * \nDisallow: / \n", (await _gateway.SendAsync("GET", "/robots.txt")).Text);
        Assert.StartsWith("<!doctype html>", (await _gateway.SendAsync("GET", "/docs")).Text, StringComparison.Ordinal);
        _gateway.IsStoreUp = false;
        Assert.Equal((503, "Cannot connect to db\n"), ((await _gateway.SendAsync("GET", "/")).Status, (await _gateway.SendAsync("GET", "/")).Text));
    }

    [Fact]
    public async Task Internal_routes_exist_only_when_switched_on()
    {
        Assert.Equal(404, (await new GatewayHarness().PostAsync("/internal/v1/batch", "[]")).Status);
    }

    private async Task<(int, string)> StatusAndText(string path, string body)
    {
        var answer = await _gateway.PostAsync(path, body);
        return (answer.Status, answer.Text);
    }

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
