using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.CustomerIo;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

public sealed class CustomerIoTests
{
    private const string V1 = """{"siteID":"s","apiKey":"k","datacenter":"EU","deviceTokenEventName":"Token Set"}""";
    private const string V2 = """{"siteID":"s","apiKey":"k","apiVersion":"v2","userIdIdentifierType":"cio_id"}""";

    private static readonly CustomerIoDestination Destination = new();

    [Theory]
    [InlineData(
        """{"type":"identify","userId":"u 1","anonymousId":"n","timestamp":"2020-01-01T00:00:00Z","traits":{"createdAt":"2019-01-01T00:00:00Z","userId":"x","address":{"city":"C"},"vip":true},"user_properties":{"p":1}}""",
        "PUT https://track-eu.customer.io/api/v1/customers/u%201", """{"city":"C","vip":true,"p":1,"created_at":1546300800,"anonymous_id":"n","_timestamp":1577836800}""")]
    [InlineData(
        """{"type":"identify","userId":"7","traits":{"address":{"city":"C"}},"context":{"mappedToDestination":true,"externalId":[{"type":"CUSTOMERIO-customers","id":"a@x.test","identifierType":"email"}]}}""",
        "PUT https://track-eu.customer.io/api/v1/customers/7", """{"address":{"city":"C"},"email":"a@x.test"}""")]
    [InlineData(
        """{"type":"track","event":"E","traits":{"email":"a@x.test"},"properties":{"p":1}}""",
        "POST https://track-eu.customer.io/api/v1/customers/a%40x.test/events", """{"type":"event","name":"E","data":{"p":1}}""")]
    [InlineData(
        """{"type":"track","event":"E","anonymousId":"n"}""",
        "POST https://track-eu.customer.io/api/v1/events", """{"type":"event","name":"E","anonymous_id":"n"}""")]
    [InlineData(
        """{"type":"track","event":"Token Set","userId":"u","context":{"device":{"token":"t","type":"iPadOS"}}}""",
        "PUT https://track-eu.customer.io/api/v1/customers/u/devices", """{"device":{"id":"t","platform":"ios"}}""")]
    [InlineData("""{"type":"page","userId":"u","properties":{"url":"/a"}}""", "POST https://track-eu.customer.io/api/v1/customers/u/events", """{"type":"page","name":"/a","data":{"url":"/a"}}""")]
    [InlineData("""{"type":"screen","userId":"u","name":"Main"}""", "POST https://track-eu.customer.io/api/v1/customers/u/events", """{"type":"event","name":"Viewed Main Screen"}""")]
    [InlineData(
        """{"type":"alias","userId":"u","previousId":"a@x.test"}""",
        "POST https://track-eu.customer.io/api/v1/merge_customers", """{"primary":{"id":"u"},"secondary":{"email":"a@x.test"}}""")]
    [InlineData(
        """{"type":"group","groupId":5,"userId":"u","traits":{"name":"Acme","objectTypeId":2}}""", "POST https://track-eu.customer.io/api/v2/batch",
        """{"type":"object","action":"identify","identifiers":{"object_id":"5","object_type_id":"2"},"attributes":{"name":"Acme"},"cio_relationships":[{"identifiers":{"id":"u"}}]}""")]
    public void Events_of_version_one(string message, string address, string body)
    {
        var request = Assert.Single(Assert.IsType<Outcome.Send>(Transform(V1, message)).Requests);
        Assert.Equal((address, body), ($"{request.Method} {request.Endpoint}", request.Content.ToJson()));
        Assert.Contains(new("Authorization", "Basic czpr"), request.Headers);
    }

    [Theory]
    [InlineData("""{"type":"identify","userId":"u"}""", """{"type":"person","action":"identify","identifiers":{"cio_id":"u"},"attributes":{}}""")]
    [InlineData("""{"type":"screen","anonymousId":"n","name":"Main"}""", """{"type":"person","action":"screen","identifiers":{"anonymous_id":"n"},"name":"Main"}""")]
    [InlineData(
        """{"type":"track","event":"Application Uninstalled","userId":"u","context":{"device":{"token":"t"}}}""",
        """{"type":"person","action":"delete_device","identifiers":{"cio_id":"u"},"device":{"token":"t"}}""")]
    public void Events_of_version_two(string message, string body) =>
        Assert.Equal(body, Assert.Single(Assert.IsType<Outcome.Send>(Transform(V2, message)).Requests).Content.ToJson());

    [Theory]
    [InlineData("""{"type":"identify","anonymousId":"n"}""", "userId")]
    [InlineData("""{"type":"track","userId":"u","event":{}}""", "event")]
    [InlineData("""{"type":"track","event":"Application Uninstalled","userId":"u","context":"x"}""", "context.device.token")]
    [InlineData("""{"type":"page","anonymousId":"n"}""", "name")]
    [InlineData("""{"type":"alias","userId":"u"}""", "previousId")]
    [InlineData("""{"type":"group","userId":"u"}""", "groupId")]
    [InlineData("""{"type":"record","action":"insert","identifiers":{"id":"u"}}""", "connection.config.destination.object")]
    public void Says_what_is_missing(string message, string field) =>
        Assert.Contains(field, Assert.IsType<Outcome.Reject>(Transform(V1, message)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("person", "delete", """{"type":"person","action":"delete","identifiers":{"id":"u"}}""")]
    [InlineData("event", "insert", """{"type":"person","action":"event","identifiers":{"id":"u"},"name":"E","attributes":{"a":1}}""")]
    [InlineData("object", "update", """{"type":"object","action":"identify","identifiers":{"object_id":"u","object_type_id":"1"},"attributes":{"a":1}}""")]
    [InlineData("event", "delete", null)]
    public void Rows_of_a_warehouse(string kind, string action, string? body)
    {
        var input = new EventInput(JsonElement.Parse($$$"""{"type":"record","action":"{{{action}}}","identifiers":{"id":"u","event":"E"},"fields":{"a":1}}"""), new JsObject())
        {
            Connection = JsonElement.Parse($$$$"""{"config":{"destination":{"object":"{{{{kind}}}}"}}}"""),
        };
        var outcome = Destination.Configure(JsonElement.Parse(V1)).TransformAsync(input, new TransformEnvironment()).Now();
        Assert.Equal(body, (outcome as Outcome.Send)?.Requests[0].Content.ToJson());
    }

    [Theory]
    [MemberData(nameof(OddEvents.Values), MemberType = typeof(OddEvents))]
    public void Whatever_comes_is_an_outcome(string value)
    {
        foreach (var message in OddEvents.Of(value))
        {
            foreach (var settings in (string[])[V1, V2])
            {
                Assert.NotNull(Transform(settings, message));
            }
        }
    }

    [Fact]
    public void A_long_name_of_somebody_unknown_is_cut_between_characters()
    {
        var name = Assert.IsType<Outcome.Send>(Transform(V1, $$"""{"type":"track","anonymousId":"n","event":"{{new string('a', 99)}}éé"}""")).Requests[0].Content["name"];
        Assert.Equal(new string('a', 99), name.AsText());
    }

    [Fact]
    public void Items_share_a_batch_at_the_router()
    {
        var inputs = new[] { "u", "v" }.Select(u => new EventInput(JsonElement.Parse($$"""{"type":"group","groupId":"g","userId":"{{u}}"}"""), new JsObject())).ToList();
        var item = Assert.Single(Destination.Configure(JsonElement.Parse(V1)).TransformTogetherAsync(inputs, new TransformEnvironment()).Now());
        Assert.Equal(2, Assert.IsType<Outcome.Send>(item.Outcome).Requests[0].Content["batch"].Length);
    }

    [Theory]
    [InlineData(200, "{}", 200, 200, AuthProblem.None)]
    [InlineData(207, """{"errors":[{"batch_index":1,"reason":"invalid","field":"f","message":"m"},{"batch_index":9}]}""", 200, 400, AuthProblem.None)]
    [InlineData(400, "no", 400, 400, AuthProblem.None)]
    [InlineData(401, "{}", 401, 401, AuthProblem.Expired)]
    [InlineData(429, "", 429, 429, AuthProblem.None)]
    public void Answers(int status, string body, int first, int second, AuthProblem auth)
    {
        var result = Destination.ReadAnswer(new Delivered(new VendorResponse(status, "", body, null), VendorRequest.Get("https://track.customer.io"), 2));
        Assert.Equal((status, first, second, auth), (result.Status, result.Verdicts[0].StatusCode, result.Verdicts[1].StatusCode, result.Auth));
    }

    [Theory]
    [InlineData("""{"siteID":"s"}""", "apiKey")]
    [InlineData("""{"apiKey":"k","siteID":""}""", "siteID")]
    public void Without_credentials_the_settings_are_wrong(string settings, string name) =>
        Assert.Equal(name, Assert.Throws<SettingsException>(() => Destination.Configure(JsonElement.Parse(settings))).Setting);

    private static Outcome Transform(string settings, string message) => Destination.Outcome(settings, message);
}
