using System.Text;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Delivery;

/// <summary>Requests that callers of the transformer API (§4) bring back.</summary>
public sealed class VendorRequestReaderTests
{
    [Theory]
    [InlineData("""{"JSON":{"a":1},"JSON_ARRAY":{},"XML":{},"FORM":{}}""", BodyKind.Json, """{"a":1}""")]
    [InlineData("""{"JSON":{},"JSON_ARRAY":{"batch":"[1, 2]"},"XML":{},"FORM":{}}""", BodyKind.JsonArray, "[1, 2]")]
    [InlineData("""{"JSON":{},"XML":{"payload":"<a/>"},"FORM":{"b":1}}""", BodyKind.Xml, "<a/>")]
    [InlineData("""{"FORM":{"a":"b c","n":1.50}}""", BodyKind.Form, "a=b+c&n=1.50")]
    [InlineData("""{"FORM":{"a":1},"JSON":{"b":2}}""", BodyKind.Form, "a=1")]
    [InlineData("""{"JSON":{},"UNKNOWN":{},"XML":null}""", BodyKind.None, "")]
    [InlineData("{}", BodyKind.None, "")]
    [InlineData("null", BodyKind.None, "")]
    public void A_body_is_the_first_kind_that_is_not_empty(string body, BodyKind kind, string wire)
    {
        var request = Read($$"""{"endpoint":"https://v.example","body":{{body}}}""");
        Assert.Equal(kind, request.Kind);
        Assert.Equal(wire, Encoding.UTF8.GetString(WireRequestBuilder.Build(request)!.Body.Span));
    }

    [Fact]
    public void A_zipped_body_is_zipped_on_its_way_out()
    {
        var request = Read("""{"endpoint":"https://v.example","body":{"GZIP":{"payload":"text"}}}""");
        Assert.Equal((BodyKind.Gzip, "text"), (request.Kind, request.Content.AsText()));
        Assert.Contains(new("Content-Encoding", "gzip"), WireRequestBuilder.Build(request)!.Headers);
    }

    [Theory]
    [InlineData("""{"JSON":"text"}""", 500)]
    [InlineData("""{"JSON":[1]}""", 500)]
    [InlineData("""{"FORM":5}""", 500)]
    [InlineData("""{"PROTOBUF":{"payload":"x"}}""", 500)]
    [InlineData("""{"json":{"a":1}}""", 500)]
    [InlineData("""{"JSON_ARRAY":{"payload":"[1]"}}""", 400)]
    [InlineData("""{"JSON_ARRAY":{"batch":[1]}}""", 400)]
    [InlineData("""{"XML":{"batch":"<a/>"}}""", 400)]
    [InlineData("""{"GZIP":{"payload":null}}""", 400)]
    public void A_body_that_can_not_be_sent_is_refused(string body, int status) =>
        Assert.Equal(status, Assert.Throws<EventRejectedException>(() => Read($$"""{"endpoint":"https://v.example","body":{{body}}}""")).StatusCode);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"endpoint":5}""")]
    [InlineData("[]")]
    public void A_request_needs_an_endpoint(string request) => Assert.Equal(400, Assert.Throws<EventRejectedException>(() => Read(request)).StatusCode);

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var request = Read("""{"endpoint":"https://v.example","method":" "}""");
        Assert.Equal(("REST", "POST", null, null, null), (request.Type, request.Method, request.EndpointPath, request.UserId, request.Extra));
        Assert.Empty(request.Headers);
        Assert.Empty(request.Params);
    }

    [Fact]
    public void Everything_that_is_said_is_read()
    {
        var request = Read("""
            {"version":"1","type":"REST","method":"PATCH","endpoint":"https://v.example/a","endpointPath":"a","headers":{"X-Number":1.0,"X-On":true},
             "params":{"p":{"q":1},"r":"s"},"body":{},"files":{},"userId":7,"metadata":{},"destinationConfig":{},"destinationVersion":1,"own":[1]}
            """);
        Assert.Equal(("PATCH", "a", "7", """{"own":[1]}"""), (request.Method, request.EndpointPath, request.UserId, ((JsValue)request.Extra).ToJson()));
        Assert.Equal([new("X-Number", "1"), new("X-On", "true")], request.Headers);
        Assert.Equal("https://v.example/a?p=%7B%22q%22%3A1%7D&r=s", WireRequestBuilder.Build(request)!.Url);
    }

    [Fact]
    public void A_request_that_went_out_is_known_by_its_bytes()
    {
        var wire = new WireRequest("PUT", "https://v.example/a", [new("A", "b")], """{"a":1}"""u8.ToArray());
        var (with, without) = (VendorRequestReader.OfWire(wire, withContent: true), VendorRequestReader.OfWire(wire, withContent: false));
        Assert.Equal(("PUT", "https://v.example/a", BodyKind.Json, "1"), (with.Method, with.Endpoint, with.Kind, with.Content["a"].ToString()));
        Assert.True(without.Content.IsUndefined);
        Assert.Equal(wire.Body.ToArray(), WireRequestBuilder.Build(without)!.Body.ToArray());
        Assert.Equal(BodyKind.None, VendorRequestReader.OfWire(wire with { Body = default }, withContent: true).Kind);
        Assert.True(VendorRequestReader.OfWire(wire with { Body = new byte[] { 0x1F, 0x8B } }, withContent: true).Content.IsUndefined);
    }

    private static VendorRequest Read(string json) => VendorRequestReader.Read(Given.Json(json));
}
