namespace Pintle.Gateway.Tests;

public sealed class PixelTests
{
    private readonly GatewayHarness _gateway = new();

    [Theory]
    [InlineData("page", "name=", "name", "\"Unknown Page\"")]
    [InlineData("page", "context.page.title=Home&context.page.url=x", "context", """{"page":{"title":"Home","url":"x"}}""")]
    [InlineData("page", "context=x&context.a=1", "context", """{"a":"1"}""")]
    [InlineData("page", "context.a=1&context=x", "context", "\"x\"")]
    [InlineData("page", "integrations.All=false", "integrations", """{"All":"false"}""")]
    [InlineData("page", "type=identify", "type", "\"page\"")]
    [InlineData("track", "name=a&name=b", "name", "\"a\"")]
    [InlineData("track", "value=1", "value", "\"1\"")]
    [InlineData("track", "anonymousId=%22quoted%22", "anonymousId", "\"quoted\"")]
    [InlineData("track", "writeKey=again", "writeKey", "\"wk\"")]
    public async Task A_parameter_stands_at_its_path_as_text(string type, string query, string member, string json)
    {
        await _gateway.SendAsync("GET", $"/pixel/v1/{type}?writeKey=wk&userId=u&{query}");
        Assert.Equal(json, _gateway.Events.Single().GetProperty(member).GetRawText());
    }

    [Fact]
    public async Task A_path_may_be_as_deep_as_an_event_and_no_deeper()
    {
        var deepest = string.Join('.', Enumerable.Repeat("a", 64));
        await _gateway.SendAsync("GET", $"/pixel/v1/page?writeKey=wk&userId=u&{deepest}=1&b.{deepest}=1");
        var e = _gateway.Events.Single();
        for (var i = 0; i < 64; i++)
        {
            e = e.GetProperty("a");
        }

        Assert.Equal("1", e.GetString());
        Assert.False(_gateway.Events.Single().TryGetProperty("b", out _));
    }

    [Fact]
    public async Task An_empty_event_name_is_dropped_and_a_missing_one_is_not()
    {
        await _gateway.SendAsync("GET", "/pixel/v1/track?writeKey=wk&userId=u&event=");
        Assert.Empty(_gateway.Stored);
        await _gateway.SendAsync("GET", "/pixel/v1/track?writeKey=wk&userId=u");
        Assert.Equal("", _gateway.Events.Single().GetProperty("request_ip").GetString());
    }
}
