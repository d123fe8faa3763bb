using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.Destinations.Salesforce;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

/// <summary>Sessions over several calls and deliveries; the rest is in Salesforce's fixtures.</summary>
public sealed class SalesforceTests
{
    private const string Settings = """{"userName":"u","password":"p"}""";
    private const string Changed = """{"userName":"u","password":"q"}""";
    private const string Ada = """{"type":"identify","traits":{"email":"ada@x.test"}}""";

    private readonly TransformEnvironment _environment;
    private int _logIns;

    public SalesforceTests() => _environment = new TransformEnvironment
    {
        Http = new ScriptedVendor(request => (200, request.Url.Contains("/oauth2/", StringComparison.Ordinal)
            ? $$"""{"access_token":"token{{++_logIns}}","instance_url":"https://i.test"}"""
            : """{"searchRecords":[]}""")),
    };

    [Fact]
    public void A_session_is_kept_until_the_settings_change_or_a_delivery_says_that_it_is_over()
    {
        Transform(Settings);
        Transform(Settings);
        Assert.Equal(1, _logIns);

        Transform(Changed);
        Assert.Equal(2, _logIns);

        new SalesforceDestination().ReadAnswer(
            new Delivered(new VendorResponse(401, "", """[{"errorCode":"INVALID_SESSION_ID"}]""", null), VendorRequest.Get("https://i.test"), 1)
            {
                Metadata = new JsArray { JsonElement.Parse("""{"destInfo":{"authKey":"d1"}}""") }, Environment = _environment,
            });
        Transform(Changed);
        Assert.Equal(3, _logIns);
    }

    [Fact]
    public void At_the_router_each_job_says_whose_session_it_uses()
    {
        var items = Configured(Settings).TransformTogetherAsync([Input(Ada)], _environment).Now();
        Assert.Equal("d1", Assert.Single(Assert.Single(items).Events).Metadata.Find("destInfo.authKey").AsText());
    }

    private static ConfiguredDestination Configured(string settings) => new SalesforceDestination().Configure(JsonElement.Parse(settings));

    private static EventInput Input(string message) => new(JsonElement.Parse(message), new JsObject()) { DestinationId = "d1" };

    private void Transform(string settings) => Assert.IsType<Outcome.Send>(Configured(settings).TransformAsync(Input(Ada), _environment).Now());
}
