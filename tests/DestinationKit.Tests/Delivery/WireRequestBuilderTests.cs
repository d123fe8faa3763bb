using System.IO.Compression;
using System.Text;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Delivery;

/// <summary>The bytes of a request: transformer API §4.</summary>
public sealed class WireRequestBuilderTests
{
    private static readonly VendorRequest Request = VendorRequest.Get("https://vendor.example/a");

    [Fact]
    public void What_is_not_sent_over_http_has_no_bytes() => Assert.Null(WireRequestBuilder.Build(Request with { Type = "KINESIS" }));

    [Theory]
    [InlineData("https://v.example/a", "https://v.example/a?p=1&q=x%20y")]
    [InlineData("https://v.example/a?", "https://v.example/a?p=1&q=x%20y")]
    [InlineData("https://v.example/a?b=c", "https://v.example/a?b=c&p=1&q=x%20y")]
    [InlineData("https://v.example/a?b=c&", "https://v.example/a?b=c&p=1&q=x%20y")]
    [InlineData("https://v.example/a#top", "https://v.example/a?p=1&q=x%20y")]
    public void Parameters_are_added_to_the_query(string endpoint, string url) =>
        Assert.Equal(url, Wire(Request with { Endpoint = endpoint, Params = [new("p", 1), new("q", "x y")] }).Url);

    [Fact]
    public void Without_parameters_an_address_stays_as_it_is() =>
        Assert.Equal("https://v.example/a b?c=%2F#d", Wire(Request with { Endpoint = "https://v.example/a b?c=%2F#d" }).Url);

    [Theory]
    [InlineData("\"a&b=c/é😀+\"", "a%26b%3Dc%2F%C3%A9%F0%9F%98%80%2B")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("{ \"a\": [1, \"b\"] }", "%7B%22a%22%3A%5B1%2C%22b%22%5D%7D")]
    [InlineData("[1]", "%5B1%5D")]
    public void A_parameter_is_text_or_json(string json, string value) =>
        Assert.Equal($"https://vendor.example/a?the%20name={value}", Wire(Request.WithParam("the name", Given.Json(json))).Url);

    [Fact]
    public void A_header_is_there_once_whatever_its_case_and_the_last_wins_in_its_place()
    {
        var wire = Wire(Request.WithHeaders(new("X-Key", "a"), new("Accept", "b"), new KeyValuePair<string, string>("x-key", "c")));
        Assert.Equal([new("x-key", "c"), new("Accept", "b"), new("User-Agent", "RudderLabs")], wire.Headers);
    }

    [Fact]
    public void The_agent_of_a_destination_stays() =>
        Assert.Equal([new("user-agent", "own")], Wire(Request.With("user-agent", "own")).Headers);

    [Theory]
    [InlineData(BodyKind.None, "\"ignored\"", "")]
    [InlineData(BodyKind.Json, """{"a":1.50,"b":"é"}""", """{"a":1.50,"b":"é"}""")]
    [InlineData(BodyKind.JsonArray, "\"[ 1 ,2]\"", "[ 1 ,2]")]
    [InlineData(BodyKind.Xml, "\"<a>é</a>\"", "<a>é</a>")]
    [InlineData(BodyKind.Form, """{"a b":"c&d=e +é","n":1.50,"t":true,"o":{"x": 1},"l":[1,"b",{"y":2}],"e":"","z":null}""", "a+b=c%26d%3De+%2B%C3%A9&n=1.50&t=true&o=%7B%22x%22%3A1%7D&l=%5B1%2Cb%2C%7B%22y%22%3A2%7D%5D&e=&z=null")]
    public void A_body_has_the_form_of_its_kind(BodyKind kind, string content, string body) =>
        Assert.Equal(body, Encoding.UTF8.GetString(Wire(Request with { Kind = kind, Content = Given.Json(content) }).Body.Span));

    [Theory]
    [InlineData(BodyKind.Json, """{"a":1}""", """{"a":1}""")]
    [InlineData(BodyKind.JsonArray, "[1]", "[1]")]
    [InlineData(BodyKind.Xml, "<a/>", "<a/>")]
    [InlineData(BodyKind.Form, """{"a":"b c"}""", "a=b+c")]
    public void A_body_can_be_finished_already(BodyKind kind, string finished, string body) =>
        Assert.Equal(body, Encoding.UTF8.GetString(Wire(Request with { Kind = kind, Body = Encoding.UTF8.GetBytes(finished) }).Body.Span));

    [Fact]
    public void A_form_without_fields_is_empty() => Assert.True(Wire(Request with { Kind = BodyKind.Form, Content = new JsObject() }).Body.IsEmpty);

    [Fact]
    public void A_zipped_body_says_so()
    {
        var wire = Wire(Request with { Kind = BodyKind.Gzip, Content = "é text", Headers = [new("content-encoding", "identity")] });
        Assert.Equal([new("Content-Encoding", "gzip"), new("User-Agent", "RudderLabs")], wire.Headers);
        using var unzipped = new StreamReader(new GZipStream(new MemoryStream(wire.Body.ToArray()), CompressionMode.Decompress));
        Assert.Equal("é text", unzipped.ReadToEnd());
    }

    [Fact]
    public void The_same_request_has_the_same_bytes()
    {
        var request = Request with { Kind = BodyKind.Gzip, Content = new string('a', 1_000) };
        Assert.Equal(Wire(request).Body.ToArray(), Wire(request).Body.ToArray());
    }

    [Fact]
    public void Requests_are_made_in_few_words()
    {
        Assert.Equal(("PUT", BodyKind.Json), (VendorRequest.Of("PUT", "https://v.example", 1).Method, VendorRequest.Post("https://v.example", 1).Kind));
        var form = Wire(VendorRequest.Form("POST", "https://v.example", new JsObject { ["a"] = 1 }).With("Authorization", BasicAuth.Of("user", "pass:wörd")));
        Assert.Equal(("POST", "a=1"), (form.Method, Encoding.UTF8.GetString(form.Body.Span)));
        Assert.Equal("Basic dXNlcjpwYXNzOnfDtnJk", form.Headers[0].Value);
    }

    private static WireRequest Wire(VendorRequest request) => WireRequestBuilder.Build(request)!;
}
