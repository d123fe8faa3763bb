using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.Destinations.Amplitude;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

public sealed class AmplitudeTests
{
    private const string Settings = """{"apiKey":"k"}""";

    [Fact]
    public void An_order_without_a_price_has_its_revenue_as_the_price_of_one()
    {
        var item = Only(Settings, """{"type":"track","event":"Order Completed","userId":"u","properties":{"revenue":12.5,"quantity":3,"revenue_type":"Gift"}}""");
        Assert.Equal([12.5, 1, 12.5], new[] { "price", "quantity", "revenue" }.Select(n => item[n].AsNumber()!.Value));
        Assert.Equal("""{"revenue_type":"Gift"}""", item["event_properties"].ToJson());
        Assert.Equal("Gift", item["revenueType"].AsText());
    }

    [Theory]
    [InlineData("""{"apiKey":"k","trackProductsOnce":true}""", 1, true, false)]
    [InlineData("""{"apiKey":"k","trackProductsOnce":true,"trackRevenuePerProduct":true}""", 2, false, true)]
    [InlineData("""{"apiKey":"k","trackProductsOnce":false}""", 2, true, false)]
    public void Revenue_is_the_orders_or_its_products(string settings, int requests, bool ofOrder, bool ofProduct)
    {
        var sent = Send(settings, """{"type":"track","event":"Order Completed","userId":"u","messageId":"m","properties":{"revenue":8,"products":[{"product_id":"p","price":4,"quantity":2}]}}""");
        Assert.Equal(requests, sent.Count);
        Assert.Equal(ofOrder, sent[0].Content.Find("events.0").Has("revenue"));
        Assert.Equal(ofProduct, sent[^1].Content.Find("events.0").Has("productId"));
    }

    [Fact]
    public void Traits_are_added_set_once_unset_and_moved_out_of_the_address()
    {
        var item = Only(
            """{"apiKey":"k","traitsToIncrement":[{"traits":"visits"}],"traitsToSetOnce":[{"traits":"first"},{"traits":""}]}""",
            """{"type":"identify","userId":"u","traits":{"visits":2,"first":"x","plan":"p","address":{"city":"Oslo","zip":"1"}},"integrations":{"Amplitude":{"fieldsToUnset":["old"]}}}""");
        Assert.Equal("""{"$unset":{"old":"-"},"plan":"p","zip":"1","$add":{"visits":2},"$setOnce":{"first":"x"}}""", item["user_properties"].ToJson());
        Assert.Equal("Oslo", item["city"].AsText());
    }

    [Theory]
    [InlineData("""{"type":"track","event":"E","properties":{"optOutOfSession":true}}""", -1)]
    [InlineData("""{"type":"identify","traits":{"optOutOfSession":true}}""", -1)]
    [InlineData("""{"type":"track","event":"E"}""", 1700000000)]
    [InlineData("""{"type":"track","event":"E","session_id":"x-1"}""", 1700000000)]
    public void Events_belong_to_their_session(string message, double session) =>
        Assert.Equal(session, Only(Settings, $"{message[..^1]},\"userId\":\"u\",\"context\":{{\"sessionId\":1700000000}}}}")["session_id"].AsNumber());

    [Fact]
    public void A_group_is_joined_and_described()
    {
        var sent = Send("""{"apiKey":"k","residencyServer":"EU","groupTypeTrait":"t","groupValueTrait":"v"}""", """{"type":"group","userId":"u","traits":{"t":"Company","v":"Acme"}}""");
        Assert.Equal(["https://api.eu.amplitude.com/2/httpapi", "https://api.eu.amplitude.com/groupidentify"], sent.Select(r => r.Endpoint));
        Assert.Equal("""{"Company":"Acme"}""", sent[0].Content.Find("events.0.groups").ToJson());
        Assert.Equal("""{"group_type":"Company","group_value":"Acme","group_properties":{"t":"Company","v":"Acme"}}""", sent[1].Content["identification"][0].AsText());
    }

    [Theory]
    [InlineData("""{"type":"track","userId":"u"}""", "event")]
    [InlineData("""{"type":"track","event":"E"}""", "anonymousId")]
    [InlineData("""{"type":"group","userId":"u"}""", "groupTypeTrait")]
    [InlineData("""{"type":"alias","userId":"u"}""", "previousId")]
    public void Bad_events_are_rejected_by_the_name_of_the_field(string message, string field) =>
        Assert.Contains(field, Assert.IsType<Outcome.Reject>(Outcome(Settings, message)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"channel":"web","name":"Home"}""", "Viewed Home Page", "")]
    [InlineData("""{"properties":{"title":"Start"},"name":"Home"}""", "Saw Start of Home", "Saw {{ properties.title }} of {{name}}")]
    public void Pages_are_named_as_the_settings_say(string page, string name, string template)
    {
        var settings = ((JsValue)new JsObject { { "apiKey", "k" }, { "useUserDefinedPageEventName", template.Length > 0 }, { "userProvidedPageEventString", template } }).ToJson();
        Assert.Equal(name, Only(settings, $"{page[..^1]},\"type\":\"page\",\"anonymousId\":\"device\"}}")["event_type"].AsText());
    }

    [Fact]
    public void Events_with_long_ids_share_a_batch_unless_a_caller_of_the_API_does_that()
    {
        var items = Together(new JsObject(), "first", "other", "abc");
        Assert.Equal([2, 1], items.Select(i => i.Events.Count));
        var batch = ((Outcome.Send)items[0].Outcome).Requests[0];
        Assert.Equal("https://api2.amplitude.com/batch", batch.Endpoint);
        Assert.False(batch.Content.Has("options"));
        Assert.All(Together(new JsObject { { "jobId", 1 } }, "first", "other"), i => Assert.True(!i.IsBatched && i.Events.Count == 1));
    }

    [Theory]
    [InlineData(200, "{}", 200, VerdictKind.Delivered)]
    [InlineData(400, "{}", 400, VerdictKind.Abort)]
    [InlineData(503, "{}", 500, VerdictKind.DestinationFault)]
    [InlineData(429, """{"throttled_users":{"a":30}}""", 500, VerdictKind.Retry)]
    [InlineData(429, """{"throttled_users":{}}""", 429, VerdictKind.DestinationFault)]
    public void An_answer_says_whom_it_concerns(int status, string body, int recorded, VerdictKind kind)
    {
        var verdict = Read("https://api2.amplitude.com/2/httpapi", status, body, 1).Verdicts.Single();
        Assert.Equal((recorded, kind), (verdict.StatusCode, verdict.Kind));
    }

    [Fact]
    public void A_refused_batch_goes_again_one_by_one()
    {
        Assert.All(Read("https://api2.amplitude.com/batch", 400, """{"error":"bad"}""", 2).Verdicts, v => Assert.True(v.DontBatch && v.StatusCode == 500));
        Assert.Equal(400, Read("https://api2.amplitude.com/batch", 400, """{"error":"bad"}""", 1).Verdicts.Single().StatusCode);
    }

    [Theory]
    [InlineData("""{"apiKey":"k"}""", 400, 0)]
    [InlineData("""{"apiKey":"k","apiSecret":"s"}""", 200, 1)]
    public void People_are_deleted_with_the_secret(string config, int status, int asked)
    {
        var vendor = new ScriptedVendor(_ => (200, "{}"));
        var request = new DeletionRequest([JsonElement.Parse("""{"userId":"u"}""")], JsonElement.Parse(config), default, new() { Http = vendor });
        Assert.Equal(status, new AmplitudeDestination().DeleteAsync(request, TestContext.Current.CancellationToken).Now().StatusCode);
        Assert.Equal(asked, vendor.Asked.Count);
    }

    private static DeliveryResult Read(string endpoint, int status, string body, int events) => new AmplitudeDestination().ReadAnswer(
        new Delivered(new VendorResponse(status, "application/json", body, null), VendorRequest.Post(endpoint, new JsObject()), events));

    private static JsValue Only(string config, string message) => Assert.Single(Send(config, message)).Content.Find("events.0");

    private static IReadOnlyList<VendorRequest> Send(string config, string message) => new AmplitudeDestination().Send(config, message);

    private static Outcome Outcome(string config, string message) => new AmplitudeDestination().Outcome(config, message);

    private static IReadOnlyList<RouterItem> Together(JsObject metadata, params string[] users) => new AmplitudeDestination().Configure(JsonElement.Parse(Settings))
        .TransformTogetherAsync([.. users.Select(u => new EventInput(JsonElement.Parse($$"""{"type":"track","event":"E","userId":"{{u}}"}"""), metadata))], new()).Now();
}
