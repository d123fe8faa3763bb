using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using Pintle.Destinations.FacebookPixel;

namespace Pintle.Destinations.Tests;

public sealed class FacebookPixelTests
{
    private const string Config = """{"pixelId":"77","accessToken":"secret","advancedMapping":true}""";

    [Fact]
    public void People_are_normalised_and_hashed()
    {
        // The phone is the example of Meta's own documentation.
        var user = Data(Config, """{"type":"identify","userId":"u1","traits":{"email":" Ann@Example.COM ","phone":"+1 (650) 555-1212"}}""")["user_data"];
        Assert.Equal("e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176", user["ph"].AsText());
        Assert.Equal(TextConverters.HashOf("ann@example.com"), user["em"].AsText());
        Assert.Equal(TextConverters.HashOf("u1"), user["external_id"].AsText());
    }

    [Fact]
    public void An_event_may_say_that_its_values_are_hashed_already()
    {
        var made = Data(
            """{"pixelId":"77","accessToken":"secret","blacklistPiiProperties":[{"blacklistPiiProperties":"card","blacklistPiiHash":true}]}""",
            """{"type":"track","event":"Played","userId":"u1","integrations":{"Facebook Pixel":{"hashed":true}},"properties":{"card":"abc","email":"a@b.example"}}""");
        Assert.Equal("u1", made["user_data"]["external_id"].AsText());
        Assert.Equal("""{"card":"abc"}""", made["custom_data"].ToJson());
    }

    [Fact]
    public void Revenue_of_a_custom_event_is_its_value() =>
        Assert.Equal("""{"level":3,"value":9.5}""", Data(Config, """{"type":"track","event":"Played","properties":{"revenue":"9.5","level":3}}""")["custom_data"].ToJson());

    [Fact]
    public void An_order_becomes_a_purchase_of_its_products()
    {
        var made = Data(Config, """{"type":"track","event":"Order Completed","properties":{"revenue":30,"currency":"EUR","products":[{"sku":"s1","quantity":2,"price":15}]}}""");
        Assert.Equal("Purchase", made["event_name"].AsText());
        Assert.Equal("""[{"id":"s1","quantity":2,"item_price":15}]""", made["custom_data"]["contents"].ToJson());
        Assert.Equal((30d, "EUR", 1d), (made["custom_data"]["value"].AsNumber(), made["custom_data"]["currency"].AsText(), made["custom_data"]["num_items"].AsNumber()));
    }

    [Theory]
    [InlineData("""{"type":"track","properties":{"a":1}}""", "event")]
    [InlineData("""{"type":"track","event":"Played","timestamp":"2024-01-01T00:00:00Z"}""", "timestamp")]
    [InlineData("""{"type":"track","event":"Played","traits":{"action_source":"moon"}}""", "action_source")]
    [InlineData("""{"type":"track","event":"Order Completed","properties":{"revenue":"much"}}""", "properties.revenue")]
    [InlineData("""{"type":"track","event":"Order Completed","properties":{"event_id":"1"}}""", "properties")]
    [InlineData("""{"type":"track","event":"Products Searched","properties":{"query":["a"]}}""", "properties.query")]
    public void Bad_events_are_rejected_by_the_name_of_the_field(string message, string field) =>
        Assert.Contains(field, Assert.IsType<Outcome.Reject>(Outcome(Config, message)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_store_may_tell_of_older_events() =>
        Assert.Equal("physical_store", Data(Config, """{"type":"track","event":"Bought","timestamp":"2026-01-01T00:00:00Z","properties":{"action_source":"physical_store"}}""")["action_source"].AsText());

    [Theory]
    [InlineData(200, """{"events_received":1}""", VerdictKind.Delivered, 200)]
    [InlineData(200, """{"error":{"code":100,"message":"Invalid parameter"}}""", VerdictKind.Abort, 400)]
    [InlineData(500, """{"error":{"code":190}}""", VerdictKind.Abort, 400)]
    [InlineData(400, """{"error":{"code":80004}}""", VerdictKind.DestinationFault, 429)]
    [InlineData(400, """{"error":{"code":100,"is_transient":true}}""", VerdictKind.Retry, 500)]
    [InlineData(412, """{"error":{"code":987}}""", VerdictKind.Retry, 500)]
    [InlineData(503, "", VerdictKind.DestinationFault, 503)]
    public void The_error_code_decides(int status, string body, VerdictKind kind, int recorded)
    {
        var verdict = Assert.Single(new FacebookPixelDestination().ReadAnswer(
            new Delivered(new VendorResponse(status, "application/json", body, null), VendorRequest.Get("https://x.example"), 1)).Verdicts);
        Assert.Equal((kind, recorded), (verdict.Kind, verdict.StatusCode));
    }

    private static JsValue Data(string config, string message)
    {
        var request = Assert.Single(Assert.IsType<Outcome.Send>(Outcome(config, message)).Requests);
        Assert.Equal("https://graph.facebook.com/v25.0/77/events?access_token=secret", request.Endpoint);
        return JsonElement.Parse(request.Content["data"][0].AsText()!);
    }

    private static Outcome Outcome(string config, string message) =>
        new FacebookPixelDestination().Outcome(config, message, new TransformEnvironment { Clock = new Fixed() });

    private sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
