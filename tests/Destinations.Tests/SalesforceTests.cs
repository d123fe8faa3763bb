using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.Destinations.Salesforce;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

public sealed class SalesforceTests
{
    private const string Settings = """{"userName":"u","password":"p","initialAccessToken":"t","consumerKey":"k","consumerSecret":"s"}""";
    private const string LogIn = "POST https://login.salesforce.com/services/oauth2/token?username=u&password=pt&client_id=k&client_secret=s&grant_type=password";
    private const string Ada = """{"type":"identify","traits":{"email":"ada@x.test","name":"Ada King Lovelace","plan":"gold","address":{"city":"London"}}}""";

    private readonly ScriptedVendor _vendor;
    private readonly TransformEnvironment _environment;
    private (int Status, string Body) _found = (200, """{"searchRecords":[]}""");
    private int _logIns;

    public SalesforceTests()
    {
        _vendor = new ScriptedVendor(request => request.Url.Contains("/oauth2/", StringComparison.Ordinal)
            ? (200, $$"""{"access_token":"token{{++_logIns}}","instance_url":"https://i.test"}""")
            : _found);
        _environment = new TransformEnvironment { Http = _vendor };
    }

    [Fact]
    public void Creates_a_lead_with_standard_and_custom_fields()
    {
        var request = Assert.IsType<Outcome.Send>(Transform(Ada)).Requests.Single();
        Assert.Equal(("POST", "https://i.test/services/data/v50.0/sobjects/Lead"), (request.Method, request.Endpoint));
        Assert.Equal("""{"Email":"ada@x.test","City":"London","FirstName":"Ada","LastName":"King Lovelace","Company":"n/a","plan__c":"gold"}""", request.Content.ToJson());
        Assert.Equal(
            [LogIn, "GET https://i.test/services/data/v50.0/parameterizedSearch/?q=ada%40x.test&sobject=Lead&Lead.fields=id%2CIsConverted%2CConvertedContactId%2CIsDeleted"],
            _vendor.Asked);
    }

    [Fact]
    public void Updates_the_contact_of_a_converted_lead_only_when_settings_say_so()
    {
        _found = (200, """{"searchRecords":[{"Id":"L1","IsConverted":true,"ConvertedContactId":"C1"}]}""");
        Assert.EndsWith("/sobjects/Lead/L1?_HttpMethod=PATCH", Assert.IsType<Outcome.Send>(Transform(Ada)).Requests[0].Endpoint, StringComparison.Ordinal);
        var contact = Assert.IsType<Outcome.Send>(Transform(Ada, Settings.Replace("{", "{\"useContactId\":true,", StringComparison.Ordinal))).Requests[0];
        Assert.EndsWith("/sobjects/Contact/C1?_HttpMethod=PATCH", contact.Endpoint, StringComparison.Ordinal);
        Assert.Equal("London", contact.Content["MailingCity"].AsText());
    }

    [Fact]
    public void Finds_a_record_by_the_field_that_identifies_it_exactly()
    {
        _found = (200, """{"searchRecords":[{"Id":"a1","Number__c":"77"},{"Id":"a2","Number__c":7}]}""");
        var mapped = """{"type":"identify","traits":{"Status":"paid","Id":"x"},"context":{"mappedToDestination":true,"externalId":[{"type":"SALESFORCE-Invoice__c","id":"7","identifierType":"Number__c"}]}}""";
        var request = Assert.IsType<Outcome.Send>(Transform(mapped)).Requests.Single();
        Assert.Equal("https://i.test/services/data/v50.0/sobjects/Invoice__c/a2?_HttpMethod=PATCH", request.Endpoint);
        Assert.Equal("""{"Status":"paid","Number__c":"7"}""", request.Content.ToJson());
    }

    [Fact]
    public void Writes_each_record_that_the_event_names()
    {
        var named = """{"type":"identify","traits":{"Email":"a"},"context":{"externalId":[{"type":"salesforce-Account","id":"1"},{"type":"other","id":"2"},{"type":"Salesforce-Case"}]}}""";
        var send = Assert.IsType<Outcome.Send>(Transform(named));
        Assert.Equal(
            ["https://i.test/services/data/v50.0/sobjects/Account/1?_HttpMethod=PATCH", "https://i.test/services/data/v50.0/sobjects/Case"],
            send.Requests.Select(r => r.Endpoint));
        Assert.True(send.AsList);
    }

    [Fact]
    public void Keeps_a_session_until_it_is_over_or_the_settings_change()
    {
        Transform(Ada);
        Transform(Ada);
        Assert.Equal(1, _logIns);

        Transform(Ada, Settings.Replace("\"p\"", "\"q\"", StringComparison.Ordinal));
        Assert.Equal(2, _logIns);

        var delivered = Delivered(401, """[{"errorCode":"INVALID_SESSION_ID","message":"over"}]""", """{"destInfo":{"authKey":"d1"}}""");
        Assert.Equal((500, AuthProblem.None), (delivered.Status, delivered.Auth));
        Transform(Ada, Settings.Replace("\"p\"", "\"q\"", StringComparison.Ordinal));
        Assert.Equal(3, _logIns);
    }

    [Fact]
    public void A_session_that_ends_before_the_search_is_opened_again_by_the_next_try()
    {
        _found = (401, """[{"errorCode":"INVALID_SESSION_ID","message":"over"}]""");
        Assert.Equal(new Outcome.Retry(500, ""), Assert.IsType<Outcome.Retry>(Transform(Ada)) with { Message = "" });
        _found = (200, """{"searchRecords":[]}""");
        Assert.Equal("Bearer token2", Assert.IsType<Outcome.Send>(Transform(Ada)).Requests[0].Headers[1].Value);
    }

    [Theory]
    [InlineData("""{"secret":{"access_token":"a","instance_url":"https://o.test/"}}""", null)]
    [InlineData("""{"secret":{"access_token":"a"}}""", "instance_url")]
    [InlineData("""{"secret":{"instance_url":"https://o.test"}}""", "access_token")]
    [InlineData("""{"secret":"none"}""", "access_token")]
    [InlineData("""{}""", "access_token")]
    public void Oauth_takes_both_tokens_from_the_event(string metadata, string? missing)
    {
        var outcome = Transform(Ada, "{}", metadata, "SALESFORCE_OAUTH_SANDBOX");
        if (missing is null)
        {
            Assert.StartsWith("https://o.test/services/", Assert.IsType<Outcome.Send>(outcome).Requests[0].Endpoint, StringComparison.Ordinal);
        }
        else
        {
            var reject = Assert.IsType<Outcome.Reject>(outcome);
            Assert.Equal((RejectKind.OAuth, 500), (reject.Kind, reject.StatusCode));
            Assert.Contains(missing, reject.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Expired_oauth_tokens_are_said_to_be_so()
    {
        _found = (401, """[{"errorCode":"INVALID_SESSION_ID"}]""");
        var retry = Assert.IsType<Outcome.Retry>(Transform(Ada, "{}", """{"secret":{"access_token":"a","instance_url":"https://o.test"}}""", "SALESFORCE_OAUTH"));
        Assert.Equal((500, AuthProblem.Expired), (retry.StatusCode, retry.Auth));
        Assert.Equal(AuthProblem.Expired, Delivered(401, _found.Body, """{"secret":{"access_token":"a"}}""").Auth);
    }

    [Theory]
    [InlineData(204, "", 200, VerdictKind.Delivered)]
    [InlineData(400, """[{"errorCode":"INVALID_FIELD"}]""", 400, VerdictKind.Abort)]
    [InlineData(404, """[{"errorCode":"NOT_FOUND"}]""", 400, VerdictKind.Abort)]
    [InlineData(403, """[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]""", 429, VerdictKind.DestinationFault)]
    [InlineData(503, """[{"errorCode":"SERVER_UNAVAILABLE"}]""", 429, VerdictKind.DestinationFault)]
    [InlineData(400, """[{"errorCode":"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY","message":"T: UNABLE_TO_LOCK_ROW"}]""", 500, VerdictKind.Retry)]
    [InlineData(502, "<html>", 500, VerdictKind.Retry)]
    public void Reads_answers_by_their_error_code(int status, string body, int expected, VerdictKind kind)
    {
        var verdict = Assert.Single(Delivered(status, body, "{}").Verdicts);
        Assert.Equal((expected, kind), (verdict.StatusCode, verdict.Kind));
    }

    [Theory]
    [InlineData("""{"password":"p"}""", Ada, "userName")]
    [InlineData("""{"userName":"u"}""", Ada, "password")]
    [InlineData(Settings, """{"type":"identify","traits":{"phone":"1"}}""", "traits.email")]
    public void Says_what_is_missing(string settings, string message, string name) =>
        Assert.Contains(name, Assert.IsType<Outcome.Reject>(Transform(message, settings)).Message, StringComparison.Ordinal);

    [Fact]
    public void At_the_router_each_job_says_whose_session_it_uses()
    {
        var items = Configured(Settings).TransformTogetherAsync([Input(Ada, """{"jobId":1}""", null)], _environment).Now();
        Assert.Equal("d1", Assert.Single(Assert.Single(items).Events).Metadata.Find("destInfo.authKey").AsText());
    }

    private static ConfiguredDestination Configured(string settings) => new SalesforceDestination().Configure(JsonDocument.Parse(settings).RootElement);

    private static EventInput Input(string message, string metadata, string? definition) =>
        new(JsonDocument.Parse(message).RootElement, JsonDocument.Parse(metadata).RootElement) { DestinationId = "d1", DefinitionName = definition };

    private Outcome Transform(string message, string settings = Settings, string metadata = "{}", string? definition = null) =>
        Configured(settings).TransformAsync(Input(message, metadata, definition), _environment).Now();

    private DeliveryResult Delivered(int status, string body, string metadata) => new SalesforceDestination().ReadAnswer(
        new Delivered(new VendorResponse(status, "application/json", body, null), VendorRequest.Get("https://i.test"), 1)
        {
            Metadata = new JsArray { JsonDocument.Parse(metadata).RootElement }, Environment = _environment,
        });
}
