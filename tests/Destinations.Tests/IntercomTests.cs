using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.Destinations.Intercom;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

public sealed class IntercomTests
{
    private const string V1 = """{"apiKey":"k"}""";
    private const string V2 = """{"apiKey":"k","apiVersion":"v2","apiServer":"eu"}""";

    private readonly ScriptedVendor _vendor;
    private Func<WireRequest, (int Status, string Body)> _answer = static _ => (200, "{}");

    public IntercomTests() => _vendor = new ScriptedVendor(request => _answer(request));

    [Fact]
    public void A_user_is_created_or_updated_in_one_request()
    {
        var request = Sent(V1, """{"type":"identify","userId":"u1","anonymousId":"n","traits":{"email":"a@x.test","createdAt":1700000000123,"size":{"w":[1]},"company":{"name":"Acme","seats":{"n":2}}}}""");
        Assert.Equal(("POST", "https://api.intercom.io/users", "n"), (request.Method, request.Endpoint, request.UserId));
        Assert.Equal(
            """{"email":"a@x.test","signed_up_at":1700000000,"user_id":"u1","custom_attributes":{"size.w[0]":1},"companies":[{"name":"Acme","company_id":"79d894520f4f94c267986a819e110bec","custom_attributes":{"seats":"{\"n\":2}"}}],"update_last_request_at":true}""",
            request.Content.ToJson());
        Assert.Empty(_vendor.Asked);
    }

    [Fact]
    public void The_context_becomes_attributes_when_settings_say_so() => Assert.Equal(
        """{"device_type":"iOS","app_version":"2"}""",
        Sent("""{"apiKey":"k","collectContext":true}""", """{"type":"identify","userId":"u","context":{"device":{"type":"iOS"},"app":{"version":"2"}}}""").Content["custom_attributes"].ToJson());

    [Fact]
    public void A_contact_is_searched_by_email_and_user_id_then_created_or_updated()
    {
        const string Event = """{"type":"identify","userId":"u1","traits":{"email":"a@x.test","ownerId":"7","vip":true}}""";
        Assert.Equal(("POST", "https://api.eu.intercom.io/contacts"), Address(Sent(V2, Event)));
        Assert.Equal(
            """POST https://api.eu.intercom.io/contacts/search {"query":{"operator":"OR","value":[{"field":"email","operator":"=","value":"a@x.test"},{"field":"external_id","operator":"=","value":"u1"}]}}""",
            Assert.Single(_vendor.Asked));

        _answer = static _ => (200, """{"data":[{"id":"c1"}]}""");
        var update = Sent(V2, Event);
        Assert.Equal(("PUT", "https://api.eu.intercom.io/contacts/c1"), Address(update));
        Assert.Equal("""{"email":"a@x.test","owner_id":7,"external_id":"u1","custom_attributes":{"vip":true}}""", update.Content.ToJson());
    }

    [Fact]
    public void A_field_that_the_event_names_is_searched_before_the_user_id()
    {
        _answer = static request => (200, System.Text.Encoding.UTF8.GetString(request.Body.Span).Contains("external_id", StringComparison.Ordinal) ? """{"data":[{"id":"c2"}]}""" : "{}");
        var request = Sent(V2, """{"type":"identify","userId":"u1","traits":{"phone":"+1"},"integrations":{"Intercom":{"lookup":"phone"}}}""");
        Assert.Equal("https://api.eu.intercom.io/contacts/c2", request.Endpoint);
        Assert.Equal(2, _vendor.Asked.Count);
    }

    [Theory]
    [InlineData(200, 200, 0)]
    [InlineData(404, 200, 404)]
    [InlineData(200, 404, 404)]
    [InlineData(200, 429, 429)]
    public void A_contact_is_taken_out_of_a_company_before_it_is_updated(int company, int detach, int failure)
    {
        _answer = request => request.Method switch
        {
            "GET" => (company, """{"id":"co1"}"""),
            "DELETE" => (detach, "{}"),
            _ => (200, """{"data":[{"id":"c1"}]}"""),
        };
        var outcome = Transform(V2, """{"type":"identify","userId":"u1","traits":{"company":{"id":"my co","remove":true}}}""");
        Assert.Equal("GET https://api.eu.intercom.io/companies?company_id=my%20co", _vendor.Asked[1]);
        Assert.Equal(failure, outcome switch { Outcome.Reject reject => reject.StatusCode, Outcome.Retry retry => retry.StatusCode, _ => 0 });
    }

    [Fact]
    public void A_group_call_is_carried_out_at_once()
    {
        _answer = static request => (200, request.Url.EndsWith("/search", StringComparison.Ordinal) ? """{"data":[{"id":"c1"}]}""" : """{"id":"co1"}""");
        var done = Assert.IsType<Outcome.Suppressed>(Transform(
            V2, """{"type":"group","groupId":"g1","userId":"u1","traits":{"name":"Acme","size":"5","x":1},"context":{"traits":{"tags":["t1"]}}}"""));
        Assert.Equal(
            [
                """POST https://api.eu.intercom.io/contacts/search {"query":{"operator":"AND","value":[{"field":"external_id","operator":"=","value":"u1"}]}}""",
                """POST https://api.eu.intercom.io/companies {"company_id":"g1","name":"Acme","size":5,"custom_attributes":{"x":1}}""",
                """POST https://api.eu.intercom.io/contacts/c1/companies {"id":"co1"}""",
                """POST https://api.eu.intercom.io/tags {"name":"t1","companies":[{"id":"co1"}]}""",
            ],
            _vendor.Asked);
        Assert.Equal("https://api.eu.intercom.io/companies", Assert.Single(done.Requests).Endpoint);
    }

    [Fact]
    public void In_version_one_a_group_call_sends_the_user_after_the_company()
    {
        var done = Assert.IsType<Outcome.Suppressed>(Transform(V1, """{"type":"group","groupId":"g1","userId":"u1","traits":{"name":"Acme"}}"""));
        Assert.Equal(["https://api.intercom.io/companies", "https://api.intercom.io/users"], done.Requests.Select(r => r.Endpoint));
        Assert.Equal("""{"user_id":"u1","companies":[{"company_id":"g1","name":"Acme"}]}""", done.Requests[1].Content.ToJson());
    }

    [Theory]
    [InlineData(0, 500, true)]
    [InlineData(409, 500, true)]
    [InlineData(429, 429, true)]
    [InlineData(503, 503, true)]
    [InlineData(401, 401, false)]
    [InlineData(400, 400, false)]
    public void A_search_that_fails_is_tried_again_or_not(int status, int expected, bool again)
    {
        _answer = _ => (status, """{"errors":[]}""");
        var outcome = Transform(V2, """{"type":"identify","userId":"u1"}""");
        Assert.Equal((expected, again), outcome is Outcome.Retry retry ? (retry.StatusCode, true) : (Assert.IsType<Outcome.Reject>(outcome).StatusCode, false));
    }

    [Fact]
    public void Events_keep_amounts_and_links_and_flatten_the_rest() => Assert.Equal(
        """{"event_name":"E","created_at":1577836800,"user_id":"u","metadata":{"price":{"amount":1,"currency":"usd"},"see":{"url":"u","value":"v"},"a.b[0]":1}}""",
        Sent(V2, """{"type":"track","event":"E","userId":"u","timestamp":"2020-01-01T00:00:00Z","properties":{"price":{"amount":1,"currency":"usd"},"see":{"url":"u","value":"v"},"a":{"b":[1]},"none":{}}}""").Content.ToJson());

    [Theory]
    [InlineData(V1, """{"type":"identify","traits":{"phone":"1"}}""", "traits.email")]
    [InlineData(V2, """{"type":"identify","anonymousId":"n"}""", "traits.email")]
    [InlineData(V2, """{"type":"track","userId":"u"}""", "event")]
    [InlineData(V2, """{"type":"track","event":"E","anonymousId":"n"}""", "userId")]
    [InlineData(V1, """{"type":"group","userId":"u","traits":{}}""", "groupId")]
    public void Says_what_is_missing(string settings, string message, string name) =>
        Assert.Contains(name, Assert.IsType<Outcome.Reject>(Transform(settings, message)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"apiKey":"k"}""", "{}", 200, 200, AuthProblem.None)]
    [InlineData("""{"apiKey":"k"}""", "{}", 404, 200, AuthProblem.None)]
    [InlineData("""{"apiKey":"k"}""", "{}", 401, 401, AuthProblem.None)]
    [InlineData("""{}""", """{"accessToken":"t"}""", 401, 401, AuthProblem.Expired)]
    [InlineData("""{}""", """{"accessToken":"t"}""", 403, 403, AuthProblem.Revoked)]
    [InlineData("""{}""", "{}", 200, 400, AuthProblem.None)]
    public void Deletes_people_with_a_key_or_oauth_tokens(string config, string secret, int status, int expected, AuthProblem problem)
    {
        _answer = _ => (status, "{}");
        var request = new DeletionRequest(
            [JsonDocument.Parse("""{"userId":"u1"}""").RootElement, JsonDocument.Parse("{}").RootElement],
            JsonDocument.Parse(config).RootElement, JsonDocument.Parse(secret).RootElement, new TransformEnvironment { Http = _vendor });
        var result = new IntercomDestination().DeleteAsync(request, TestContext.Current.CancellationToken).Now();
        Assert.Equal((expected, problem), (result.StatusCode, result.Auth));
        Assert.All(_vendor.Asked, asked => Assert.Equal("""POST https://api.intercom.io/user_delete_requests {"intercom_user_id":"u1"}""", asked));
    }

    private static (string Method, string Endpoint) Address(VendorRequest request) => (request.Method, request.Endpoint);

    private VendorRequest Sent(string settings, string message) => Assert.Single(Assert.IsType<Outcome.Send>(Transform(settings, message)).Requests);

    private Outcome Transform(string settings, string message) => new IntercomDestination().Outcome(settings, message, new TransformEnvironment { Http = _vendor });
}
