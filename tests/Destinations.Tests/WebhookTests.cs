using System.Text;
using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.Webhook;

namespace Pintle.Destinations.Tests;

public sealed class WebhookTests
{
    [Fact]
    public void An_event_in_which_nothing_changes_is_sent_as_it_is()
    {
        const string Event = """{ "b" : 1, "a":[1e3, 1.50], "a2": "\u00e9" }""";
        Assert.Equal(Event, Encoding.UTF8.GetString(Send("{\"webhookUrl\":\"https://x.example/\"}", Event).Body.Span));
    }

    [Fact]
    public void Settings_may_take_their_value_from_the_event_which_then_loses_it()
    {
        const string Config = """{"webhookUrl":"{{ event.context.hook || https://fallback.example }}","headers":[{"from":"X-Plan","to":"{{ message.plan || \"none\" }}"}]}""";
        var own = Send(Config, """{"context":{"hook":"https://own.example","k":1}}""");
        Assert.Equal("https://own.example", own.Endpoint);
        Assert.Equal("""{"context":{"k":1}}""", Encoding.UTF8.GetString(own.Body.Span));
        Assert.Contains(new("x-plan", "none"), own.Headers);
        Assert.Equal("https://fallback.example", Send(Config, "{}").Endpoint);
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("1.5", "1.5")]
    [InlineData("true", "true")]
    [InlineData("[1,\"ü\",null]", "[1,\"ü\",null]")]
    [InlineData("{ \"k\": \"東京 😀\" }", "{\"k\":\"東京 😀\"}")]
    [InlineData("[ [ ], {\"a\":{ }, \"b\":1.50}, 12345678901234567890, \"\\n\\u0001\\\"\\u003c\" ]", "[[],{\"a\":{},\"b\":1.5},12345678901234567890,\"\\n\\u0001\\\"<\"]")]
    [InlineData("\"text\"", "text")]
    public void A_header_takes_whatever_value_it_is_given_as_text(string value, string expected)
    {
        const string Dynamic = """{"webhookUrl":"https://x.example","headers":[{"from":"X-A","to":"{{ event.properties.v || none }}"}]}""";
        Assert.Contains(new("x-a", expected), Send(Dynamic, $$$"""{"properties":{"v":{{{value}}}}}""").Headers);
        Assert.Contains(new("x-a", expected), Send($$$"""{"webhookUrl":"https://x.example","headers":[{"from":"X-A","to":{{{value}}}}]}""", "{}").Headers);
        Assert.Contains(new("X-A", expected), Send("""{"webhookUrl":"https://x.example"}""", $$$"""{"header":{"X-A":{{{value}}}}}""").Headers);
    }

    [Fact]
    public void A_header_without_name_or_value_is_not_sent()
    {
        const string Config = """{"webhookUrl":"https://x.example","headers":[null,{},{"from":"a"},{"from":"b","to":null},{"to":"c"},{"from":" ","to":"d"},{"from":"e","to":""},{"from":5,"to":"f"}]}""";
        Assert.Equal([new("content-type", "application/json"), new("e", ""), new("5", "f")], Send(Config, "{}").Headers);
    }

    [Fact]
    public void An_address_may_come_from_the_event_as_anything_that_is_text()
    {
        const string Config = """{"webhookUrl":"{{ event.properties.v || https://x.example }}","webhookMethod":"{{ event.properties.m || get }}"}""";
        var sent = Send(Config, """{"properties":{"v":5,"m":"put","k":1}}""");
        Assert.Equal(("5", "PUT"), (sent.Endpoint, sent.Method));
        Assert.Equal(("https://x.example", "GET"), (Send(Config, "{}").Endpoint, Send(Config, "{}").Method));
    }

    [Theory]
    [InlineData("{}", "webhookUrl")]
    [InlineData("""{"webhookUrl":"  "}""", "webhookUrl")]
    [InlineData("""{"webhookUrl":"x","headers":5}""", "headers")]
    public void Wrong_settings_are_named(string config, string setting)
    {
        var wrong = Assert.Throws<SettingsException>(() => new WebhookDestination().Configure(JsonDocument.Parse(config).RootElement));
        Assert.Equal(setting, wrong.Setting);
        Assert.Contains(setting, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, VerdictKind.Delivered)]
    [InlineData(298, VerdictKind.Filtered)]
    [InlineData(302, VerdictKind.Abort)]
    [InlineData(400, VerdictKind.Abort)]
    [InlineData(401, VerdictKind.DestinationFault)]
    [InlineData(408, VerdictKind.Retry)]
    [InlineData(429, VerdictKind.DestinationFault)]
    [InlineData(500, VerdictKind.Retry)]
    [InlineData(503, VerdictKind.DestinationFault)]
    public void Answers_are_read_by_status(int status, VerdictKind verdict) =>
        Assert.Equal(verdict, new VendorResponse(status, "", "", null).ByStatus().Kind);

    [Fact]
    public void Every_body_kind_has_its_wire_form()
    {
        var request = new VendorRequest { Method = "POST", Endpoint = "https://x.example/?a=1", Params = [new("b c", JsonDocument.Parse("""{"d":1}""").RootElement)] };
        Assert.Equal("https://x.example/?a=1&b%20c=%7B%22d%22%3A1%7D", WireRequestBuilder.Build(request)!.Url);
        var form = WireRequestBuilder.Build(request with { Kind = BodyKind.Form, Body = "{\"a b\":\"c&d\",\"n\":1}"u8.ToArray() })!;
        Assert.Equal("a+b=c%26d&n=1", Encoding.UTF8.GetString(form.Body.Span));
        var gzip = WireRequestBuilder.Build(request with { Kind = BodyKind.Gzip, Body = "text"u8.ToArray() })!;
        Assert.Contains(new("Content-Encoding", "gzip"), gzip.Headers);
        using var inflated = new System.IO.Compression.GZipStream(new MemoryStream(gzip.Body.ToArray()), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal("text", new StreamReader(inflated).ReadToEnd());
        Assert.Contains(new("User-Agent", "RudderLabs"), form.Headers);
        Assert.Null(WireRequestBuilder.Build(request with { Type = "OTHER" }));
    }

    [Theory]
    [InlineData("https://x.example/p", "https://x.example/p?k=v")]
    [InlineData("https://x.example/p?", "https://x.example/p?k=v")]
    [InlineData("https://x.example/p?a=1&", "https://x.example/p?a=1&k=v")]
    [InlineData("https://x.example/p#part", "https://x.example/p?k=v")]
    [InlineData("https://x.example/p?a=1#what?", "https://x.example/p?a=1&k=v")]
    [InlineData("https://x.example/#what?", "https://x.example/?k=v")]
    public void The_query_is_put_where_a_query_goes(string endpoint, string expected) =>
        Assert.Equal(expected, WireRequestBuilder.Build(new VendorRequest { Method = "GET", Endpoint = endpoint, Params = [new("k", JsonDocument.Parse("\"v\"").RootElement)] })!.Url);

    [Fact]
    public void Values_of_any_kind_go_into_the_query()
    {
        const string Config = """{"webhookUrl":"https://x.example/","webhookMethod":"GET"}""";
        var sent = Send(Config, """{"properties":{"n":null,"b":false,"i":9466052,"u":"ü ","a":[1,{"x":[]}],"o":{ },"":"e","d.t":"q"}}""");
        Assert.Equal(
            "https://x.example/?n=null&b=false&i=9466052&u=%C3%BC%20&a%5B0%5D=1&a%5B1%5D.x=%5B%5D&o=%7B%7D&d.t=q",
            WireRequestBuilder.Build(sent)!.Url.Replace("&=e", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_headers_that_differ_in_case_the_later_is_sent()
    {
        var sent = Send("""{"webhookUrl":"https://x.example","headers":[{"from":"Authorization","to":"a"}]}""", """{"header":{"Content-Type":"text/plain","AUTHORIZATION":"b","user-agent":"own"}}""");
        Assert.Equal([new("Content-Type", "text/plain"), new("AUTHORIZATION", "b"), new("user-agent", "own")], WireRequestBuilder.Build(sent)!.Headers);
    }

    private static VendorRequest Send(string config, string message) => new WebhookDestination().Send(config, message)[0];
}
