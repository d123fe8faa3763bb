using System.Net;
using System.Text;
using System.Text.Json;
using Pintle.Events;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>What the gateway accepts at its limits comes out at the other end.</summary>
public sealed class AcceptedIsDeliverableTests
{
    [Fact]
    public async Task Depth_64_half_surrogates_and_huge_numbers_reach_the_webhook()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(limit.Token), server.Output);
        var deep = new string('[', 63) + new string(']', 63);
        var body = $$$"""
            {"batch":[{"type":"track","event":"cut \ud83d","userId":"u\ud800","anonymousId":"a","messageId":"m\udc00","properties":{{{deep}}}},
            {"type":"track","event":"number","userId":"v","properties":{"n":1e999,"i":123456789012345678901234567890,"\ud800":"\udfff"},"header":{"x-n":"1"}}]}
            """;

        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", Encoding.UTF8.GetBytes(body), limit.Token));

        await vendor.WaitForAsync(2, limit.Token);
        var events = vendor.Accepted.Select(call => JsonDocument.Parse(call.Body, JsonPolicy.Document).RootElement).ToList();
        var cut = events.Single(e => e.GetProperty("event").GetString() == "cut \ufffd");
        Assert.Equal(deep, cut.GetProperty("properties").GetRawText());
        Assert.Equal(("u\ufffd", "m\ufffd"), (cut.GetProperty("userId").GetString(), cut.GetProperty("messageId").GetString()));
        var number = events.Single(e => e.GetProperty("event").GetString() == "number").GetProperty("properties");
        Assert.Equal(("1e999", "123456789012345678901234567890"), (number.GetProperty("n").GetRawText(), number.GetProperty("i").GetRawText()));
        Assert.Equal("\ufffd", number.GetProperty("\ufffd").GetString());
    }
}
