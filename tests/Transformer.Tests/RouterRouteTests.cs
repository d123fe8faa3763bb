using static Pintle.Transformer.Tests.TransformerHarness;

namespace Pintle.Transformer.Tests;

public sealed class RouterRouteTests
{
    [Fact]
    public async Task Each_job_is_in_exactly_one_item_with_its_requests()
    {
        var answer = await SendAsync("POST", "/routerTransform", $$"""{"input":[{{Input("a", 1)}},{{Input("twice", 2)}},{{Input("skip", 3)}},{{Input("bug", 4)}}],"destType":"sample"}""");
        Assert.Equal((200, "2"), (answer.Status, answer.ApiVersion));
        var items = answer.Json["output"]!.AsArray();
        Assert.Equal([(1, 200), (2, 200), (3, 298), (4, 500)], items.Select(i => (i!["metadata"]!.AsArray().Single()!["jobId"]!.GetValue<int>(), i["statusCode"]!.GetValue<int>())));
        Assert.Equal("https://vendor.test/k/a", items[0]!["batchedRequest"]!["endpoint"]!.GetValue<string>());
        Assert.Equal(["https://vendor.test/k/a", "https://vendor.test/k/b"], items[1]!["batchedRequest"]!.AsArray().Select(r => r!["endpoint"]!.GetValue<string>()));
        Assert.All(items, i => Assert.False(i!["batched"]!.GetValue<bool>()));
        Assert.All(items, i => Assert.Equal("k", i!["destination"]!["Config"]!["apiKey"]!.GetValue<string>()));
        Assert.Equal("router", items[3]!["statTags"]!["feature"]!.GetValue<string>());
    }

    [Fact]
    public async Task Says_what_a_suppressed_event_sent_and_what_is_wrong_with_tokens()
    {
        var answer = await SendAsync("POST", "/routerTransform", $$"""{"input":[{{Input("suppress and show", 1)}},{{Input("token", 2)}}],"destType":"sample"}""");
        var items = answer.Json["output"]!.AsArray().OrderBy(i => i!["metadata"]![0]!["jobId"]!.GetValue<int>()).ToList();
        Assert.Equal((299, "https://vendor.test/k/a", null), (items[0]!["statusCode"]!.GetValue<int>(), items[0]!["batchedRequest"]!["endpoint"]!.GetValue<string>(), items[0]!["error"]));
        Assert.Equal((500, "REFRESH_TOKEN"), (items[1]!["statusCode"]!.GetValue<int>(), items[1]!["authErrorCategory"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_transformed_request_that_cannot_be_sent_fails_for_good()
    {
        var answer = await SendAsync("POST", "/routerTransform", """{"input":[{"message":{"statusCode":200},"metadata":{"jobId":1},"destination":{"Config":{"apiKey":"k"}}}],"destType":"sample"}""");
        Assert.Equal(400, answer.Json["output"]![0]!["statusCode"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"input":[{}],"destType":"nowhere"}""", 404, """{"error":"Unknown destination: nowhere"}""")]
    [InlineData("""{"input":[],"destType":"sample"}""", 200, """{"output":[{"metadata":[{"destType":"sample"}],"batched":false,"statusCode":400,"error":"Invalid event array"}]}""")]
    [InlineData("""{"destType":"sample"}""", 200, """{"output":[{"metadata":[{"destType":"sample"}],"batched":false,"statusCode":400,"error":"Invalid event array"}]}""")]
    public async Task What_is_no_list_of_jobs_is_answered_as_such(string body, int status, string expected)
    {
        var answer = await SendAsync("POST", "/routerTransform", body);
        Assert.Equal((status, expected), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Tells_its_health_version_and_features()
    {
        Assert.Equal("""{"service":"UP","version":"1.2.3"}""", (await SendAsync("GET", "/health")).Body);
        Assert.Equal("1.2.3", (await SendAsync("GET", "/version")).Body);
        var features = (await SendAsync("GET", "/features")).Json;
        Assert.True(features["supportTransformerProxyV1"]!.GetValue<bool>());
        Assert.True(features["supportDestTransformCompactedPayloadV1"]!.GetValue<bool>());
    }
}
