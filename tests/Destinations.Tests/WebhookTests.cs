using System.Text;
using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
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

    private static VendorRequest Send(string config, string message) =>
        Assert.IsType<Outcome.Send>(new WebhookDestination().Configure(JsonDocument.Parse(config).RootElement)
            .Transform(new EventInput(JsonDocument.Parse(message).RootElement, default))).Requests[0];
}
