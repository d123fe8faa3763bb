using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.Iterable;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

public sealed class IterableTests
{
    private const string Settings = """{"apiKey":"k","dataCenter":"EUDC","preferUserId":"true","mergeNestedObjects":false,"trackCategorisedPages":true,"packageName":"com.x","registerDeviceOrBrowserApiKey":"r"}""";
    private const string Row = """{"type":"identify","traits":{"sku":"S","price":2},"context":{"mappedToDestination":true,"externalId":[{"type":"ITERABLE-toys","id":"S","identifierType":"sku"}]}}""";

    private static readonly IterableDestination Destination = new();

    [Theory]
    [InlineData(
        """{"type":"identify","userId":"u","traits":{"email":"a@x.test"}}""", "users/update",
        """{"email":"a@x.test","userId":"u","dataFields":{"email":"a@x.test"},"preferUserId":true,"mergeNestedObjects":false}""")]
    [InlineData(Row, "catalogs/toys/items", """{"documents":{"S":{"price":2}},"replaceUploadedFieldsOnly":true}""")]
    [InlineData(
        """{"type":"track","event":"E","userId":"u","timestamp":"2020-01-01T00:00:00Z","properties":{"campaignId":"7"}}""", "events/track",
        """{"userId":"u","createdAt":1577836800000,"campaignId":7,"dataFields":{"campaignId":"7"},"eventName":"E"}""")]
    [InlineData("""{"type":"page","userId":"u","properties":{"category":"Docs"}}""", "events/track", """{"userId":"u","dataFields":{"category":"Docs"},"eventName":"Docs page"}""")]
    [InlineData("""{"type":"alias","userId":"new@x.test","previousId":"old@x.test"}""", "users/updateEmail", """{"currentEmail":"old@x.test","newEmail":"new@x.test"}""")]
    [InlineData(
        """{"type":"track","event":"Product Removed","userId":"u","properties":{"products":[{"product_id":"p","price":"2.5","quantity":"3","category":"a, b"}, 5]}}""", "commerce/updateCart",
        """{"user":{"userId":"u","dataFields":{},"preferUserId":true,"mergeNestedObjects":false},"items":[{"id":"p","categories":["a","b"],"price":2.5,"quantity":3}]}""")]
    public void Events(string message, string path, string body)
    {
        var request = Assert.Single(Assert.IsType<Outcome.Send>(Transform(message)).Requests);
        Assert.Equal(($"https://api.eu.iterable.com/api/{path}", body), (request.Endpoint, request.Content.ToJson()));
        Assert.Contains(new("api_key", "k"), request.Headers);
    }

    [Theory]
    [MemberData(nameof(OddEvents.Values), MemberType = typeof(OddEvents))]
    public void Whatever_comes_is_an_outcome(string value)
    {
        foreach (var message in OddEvents.Of(value))
        {
            Assert.NotNull(Transform(message));
        }
    }

    [Fact]
    public void An_identify_event_registers_the_device_with_a_key_of_its_own()
    {
        var requests = Assert.IsType<Outcome.Send>(Transform("""{"type":"identify","userId":"u","context":{"device":{"token":"t","type":"Android"}}}""")).Requests;
        Assert.Equal("""{"userId":"u","preferUserId":true,"device":{"token":"t","platform":"GCM","applicationName":"com.x","dataFields":{"type":"Android"}}}""", requests[1].Content.ToJson());
        Assert.Contains(new("api_key", "r"), requests[1].Headers);
    }

    [Theory]
    [InlineData("""{"type":"identify","traits":"x"}""", "userId")]
    [InlineData("""{"type":"track","event":"E"}""", "userId")]
    [InlineData("""{"type":"track","event":"Order Completed","userId":"u"}""", "total")]
    [InlineData("""{"type":"screen","userId":"u","name":"Main"}""", "category")]
    [InlineData("""{"type":"alias","userId":"u"}""", "previousId")]
    public void Says_what_is_missing(string message, string field) =>
        Assert.Contains(field, Assert.IsType<Outcome.Reject>(Transform(message)).Message, StringComparison.Ordinal);

    [Fact]
    public void People_events_and_rows_each_share_a_request_at_the_router()
    {
        string[] messages =
        [
            """{"type":"identify","userId":"a"}""", """{"type":"track","event":"E","userId":"b"}""", Row,
            """{"type":"identify","userId":"c"}""", """{"type":"track","event":"E","userId":"d"}""", Row.Replace("\"id\":\"S\"", "\"id\":\"T\"", StringComparison.Ordinal),
        ];
        var items = Configured.TransformTogetherAsync([.. messages.Select(m => new EventInput(JsonElement.Parse(m), new JsObject()))], new TransformEnvironment()).Now();
        var requests = items.Select(i => Assert.Single(Assert.IsType<Outcome.Send>(i.Outcome).Requests)).ToList();
        Assert.Equal(["users/bulkUpdate", "events/trackBulk", "catalogs"], requests.Select(r => r.EndpointPath));
        Assert.Equal((2, 2), (requests[0].Content["users"].Length, requests[1].Content["events"].Length));
        Assert.Equal("""{"S":{"price":2},"T":{"price":2}}""", requests[2].Content["documents"].ToJson());
    }

    [Theory]
    [InlineData(200, """{"failCount":0}""", 200, 200)]
    [InlineData(200, """{"failCount":1,"failedUpdates":{"notFoundEmails":["A@x.test"]}}""", 400, 200)]
    [InlineData(200, """{"invalidUserIds":["b"],"disallowedEventNames":["E"]}""", 400, 400)]
    [InlineData(400, """{"code":"BadJsonBody"}""", 400, 400)]
    [InlineData(429, "", 429, 429)]
    public void Answers(int status, string body, int first, int second)
    {
        var request = VendorRequest.Post("https://api.iterable.com", JsonElement.Parse("""{"events":[{"email":"a@x.test","eventName":"E"},{"userId":"b"}]}"""));
        var result = Destination.ReadAnswer(new Delivered(new VendorResponse(status, "", body, null), request, 2));
        Assert.Equal((status, first, second), (result.Status, result.Verdicts[0].StatusCode, result.Verdicts[1].StatusCode));
    }

    [Theory]
    [InlineData(200, 200, 2)]
    [InlineData(400, 400, 2)]
    [InlineData(401, 401, 1)]
    [InlineData(503, 503, 1)]
    public void Deletes_people(int status, int expected, int asked)
    {
        var vendor = new ScriptedVendor(_ => (status, """{"msg":"m"}"""));
        var request = new DeletionRequest(
            [JsonElement.Parse("""{"userId":"u 1"}"""), JsonElement.Parse("""{"userId":"v"}""")],
            JsonElement.Parse("""{"apiKey":"k"}"""), default, new TransformEnvironment { Http = vendor });
        Assert.Equal(expected, Destination.DeleteAsync(request, TestContext.Current.CancellationToken).Now().StatusCode);
        Assert.Equal("DELETE https://api.iterable.com/api/users/byUserId/u%201", vendor.Asked[0]);
        Assert.Equal(asked, vendor.Asked.Count);
    }

    [Fact]
    public void Without_an_API_key_the_settings_are_wrong() =>
        Assert.Equal("apiKey", Assert.Throws<SettingsException>(() => Destination.Configure(JsonElement.Parse("{}"))).Setting);

    private static ConfiguredDestination Configured => Destination.Configure(JsonElement.Parse(Settings));

    private static Outcome Transform(string message) => Destination.Outcome(Settings, message);
}
