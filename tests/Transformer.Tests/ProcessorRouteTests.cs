using System.Text.Json.Nodes;
using static Pintle.Transformer.Tests.TransformerHarness;

namespace Pintle.Transformer.Tests;

public sealed class ProcessorRouteTests
{
    private const string Route = "/v0/destinations/sample";

    [Theory]
    [InlineData("a", """{"output":{"version":"1","type":"REST","method":"POST","endpoint":"https://vendor.test/k/a","headers":{},"params":{},"body":{"JSON":{"n":1},"JSON_ARRAY":{},"XML":{},"FORM":{}},"files":{},"userId":""},"metadata":{"jobId":1,"destinationId":"d","workspaceId":"w"},"statusCode":200}""")]
    [InlineData("skip", """{"error":"not wanted","metadata":{"jobId":1,"destinationId":"d","workspaceId":"w"},"statusCode":298}""")]
    [InlineData("suppress", """{"error":"done already","metadata":{"jobId":1,"destinationId":"d","workspaceId":"w"},"statusCode":299}""")]
    [InlineData("reject", """{"error":"the event lacks a name","statTags":{"errorCategory":"dataValidation","errorType":"instrumentation","destType":"SAMPLE","module":"destination","implementation":"native","feature":"processor","destinationId":"d","workspaceId":"w"},"metadata":{"jobId":1,"destinationId":"d","workspaceId":"w"},"statusCode":400}""")]
    [InlineData("retry", """{"error":"the look-up is away","statTags":{"errorCategory":"network","errorType":"retryable","destType":"SAMPLE","module":"destination","implementation":"native","feature":"processor","destinationId":"d","workspaceId":"w"},"metadata":{"jobId":1,"destinationId":"d","workspaceId":"w"},"statusCode":503}""")]
    [InlineData("bug", """{"error":"a bug","statTags":{"errorCategory":"transformation","destType":"SAMPLE","module":"destination","implementation":"native","feature":"processor","destinationId":"d","workspaceId":"w"},"metadata":{"jobId":1,"destinationId":"d","workspaceId":"w"},"statusCode":500}""")]
    public async Task What_becomes_of_an_event_is_its_item(string name, string expected)
    {
        var answer = await SendAsync("POST", Route, $"[{Input(name, 1)}]");
        Assert.Equal((200, "2"), (answer.Status, answer.ApiVersion));
        Assert.Equal($"[{expected}]", answer.Body);
    }

    [Fact]
    public async Task Items_keep_the_order_of_events_and_a_bad_one_fails_alone()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 90)) + "1" + new string('}', 90);
        string[] inputs =
        [
            Input("twice", 1),
            Input("bug", 2),
            Input("a", 3).Replace("\"type\":\"track\"", $"\"type\":\"track\",\"deep\":{deep}", StringComparison.Ordinal),
            Input("a", 4, """{"apiKey":""}"""),
            Input("a", 5).Replace("track", "tracks", StringComparison.Ordinal),
            """{"message":"text","metadata":{"jobId":6},"destination":{"Config":{"apiKey":"k"}}}""",
            """{"metadata":{"jobId":7}}""",
            Input("b", 8),
        ];
        var items = (await SendAsync("POST", Route, $"[{string.Join(',', inputs)}]")).Json.AsArray();
        Assert.Equal(
            [(1, 200), (1, 200), (2, 500), (3, 400), (4, 400), (5, 400), (6, 400), (7, 400), (8, 200)],
            items.Select(i => (i!["metadata"]!["jobId"]!.GetValue<int>(), i["statusCode"]!.GetValue<int>())));
        Assert.Contains("deeper", Error(items, 3), StringComparison.Ordinal);
        Assert.Contains("apiKey", Error(items, 4), StringComparison.Ordinal);
        Assert.Equal("message type tracks is not supported", Error(items, 5));
    }

    [Theory]
    [InlineData("/v0/destinations/nowhere", 404, """{"error":"Unknown destination: nowhere"}""")]
    [InlineData("/v1/destinations/%20Sample%20", 200, "[]")]
    [InlineData("/v1/destinations/SAMPLE", 200, "[]")]
    [InlineData("/v2/destinations/sample", 404, "Not Found")]
    public async Task A_destination_is_found_by_its_name_in_any_case(string path, int status, string body)
    {
        var answer = await SendAsync("POST", path, "[]");
        Assert.Equal((status, body), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_refused_with_where()
    {
        var answer = await SendAsync("POST", Route, """[{"message":}]""");
        Assert.Equal(400, answer.Status);
        Assert.Contains("BytePositionInLine: 12", answer.Json["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compacted_request_says_each_destination_once()
    {
        var body = $$$$"""
            {"input":[{{{{Compacted(1)}}}},{{{{Compacted(2)}}}}],
            "destinations":{"d":{"ID":"d","Config":{"apiKey":"k"}}},"connections":{"s:d":{"sourceId":"s"}}}
            """;
        var answer = await SendAsync("POST", Route, body, ("X-Content-Format", "json+compactedv1"));
        Assert.Equal([200, 200], answer.Json.AsArray().Select(i => i!["statusCode"]!.GetValue<int>()));

        answer = await SendAsync("POST", Route, body.Replace("\"d\":{\"ID\"", "\"other\":{\"ID\"", StringComparison.Ordinal), ("X-Content-Format", "json+compactedv1"));
        Assert.Equal(500, answer.Status);
        Assert.Contains("destination d", answer.Json["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Compacted(int job) =>
        $$$"""{"message":{"type":"track","event":"a"},"metadata":{"jobId":{{{job}}},"sourceId":"s","destinationId":"d"}}""";

    private static string Error(JsonArray items, int job) => items.Single(i => i!["metadata"]!["jobId"]!.GetValue<int>() == job)!["error"]!.GetValue<string>();
}
