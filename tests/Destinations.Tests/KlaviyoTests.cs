using System.Text;
using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations.Klaviyo;

namespace Pintle.Destinations.Tests;

public sealed class KlaviyoTests
{
    private const string V1 = """{"privateApiKey":"k","listId":"L","consent":["email"]}""";
    private const string V2 = """{"privateApiKey":"k","apiVersion":"v2","listId":"L","consent":["email"]}""";
    private const string V3 = """{"privateApiKey":"k","apiVersion":"v3","listId":"L","consent":["sms"]}""";

    [Fact]
    public void A_person_is_saved_before_the_subscription()
    {
        var sent = Send(V2, Person("a", "true"));
        Assert.Equal(["https://a.klaviyo.com/api/profile-import", "https://a.klaviyo.com/api/profile-subscription-bulk-create-jobs"], sent.Select(r => r.Endpoint));
        Assert.Equal("""{"email":"a@x.example","subscriptions":{"email":{"marketing":{"consent":"SUBSCRIBED"}}}}""", sent[1].Content.Find("data.attributes.profiles.data.0.attributes").ToJson());
        Assert.Contains(new("revision", "2024-10-15"), sent[1].Headers);
    }

    [Theory]
    [InlineData("""{"type":"track","userId":"a"}""", "event")]
    [InlineData("""{"type":"track","event":"E"}""", "userId")]
    [InlineData("""{"type":"track","event":"E","userId":"a","properties":{"value":{}}}""", "number")]
    [InlineData("""{"type":"identify","traits":{"phone":"0650 555"}}""", "phone")]
    [InlineData("""{"type":"group","userId":"a"}""", "groupId")]
    [InlineData("""{"type":"group","groupId":"L","traits":{"email":"a@x.example"}}""", "traits.subscribe")]
    [InlineData("""{"type":"group","groupId":"L","traits":{"subscribe":true}}""", "email")]
    public void Bad_events_are_rejected_by_the_name_of_the_field(string message, string field) =>
        Assert.Contains(field, Assert.IsType<Outcome.Reject>(Outcome(V2, message)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_latest_version_needs_a_channel_for_which_there_is_an_identifier() =>
        Assert.Contains("consent", Assert.IsType<Outcome.Reject>(Outcome(V3, Person("a", "true"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_an_API_key_the_settings_are_wrong() =>
        Assert.Equal("privateApiKey", Assert.Throws<SettingsException>(() => new KlaviyoDestination().Configure(JsonElement.Parse("{}"))).Setting);

    [Fact]
    public void People_of_a_list_share_a_job_and_a_users_order_is_kept()
    {
        var items = Together(V2, Person("a", "true"), Person("b", "true"), Person("a", "false"), Person("a", "true"), """{"type":"alias"}""");
        Assert.Equal([["a", "b"], ["a"], ["a"], [""]], items.Select(i => i.Events.Select(e => e["userId"].ToText() ?? "").ToArray()));
        Assert.Equal([3, 2, 2], items.Select(i => i.Outcome).OfType<Outcome.Send>().Select(s => s.Requests.Count));
        Assert.Equal(2, ((Outcome.Send)items[0].Outcome).Requests[2].Content.Find("data.attributes.profiles.data").Length);
        Assert.IsType<Outcome.Reject>(items[3].Outcome);
    }

    [Theory]
    [InlineData(201, """{"data":{"id":"P1"}}""")]
    [InlineData(409, """{"errors":[{"meta":{"duplicate_profile_id":"P1"}}]}""")]
    public void The_oldest_version_learns_the_profiles_id_first(int status, string body) =>
        Assert.Equal("https://a.klaviyo.com/api/profiles/P1", Send(V1, Person("a", "true"), Vendor(status, body))[0].Endpoint);

    [Theory]
    [InlineData(400, 400, false)]
    [InlineData(401, 401, false)]
    [InlineData(429, 429, true)]
    [InlineData(503, 503, true)]
    [InlineData(200, 500, true)]
    public void A_refused_profile_is_final_and_a_vendor_that_is_away_is_not(int status, int recorded, bool isRetried)
    {
        var outcome = Outcome(V1, Person("a", "true"), Vendor(status, "{}"));
        Assert.Equal(recorded, isRetried ? Assert.IsType<Outcome.Retry>(outcome).StatusCode : Assert.IsType<Outcome.Reject>(outcome).StatusCode);
    }

    private static string Person(string user, string subscribe) =>
        """{"type":"identify","userId":"USER","traits":{"email":"USER@x.example","properties":{"subscribe":ASKED}}}"""
            .Replace("USER", user, StringComparison.Ordinal).Replace("ASKED", subscribe, StringComparison.Ordinal);

    private static IReadOnlyList<VendorRequest> Send(string config, string message, ScriptedVendor? vendor = null) =>
        new KlaviyoDestination().Send(config, message, Environment(vendor));

    private static Outcome Outcome(string config, string message, ScriptedVendor? vendor = null) =>
        new KlaviyoDestination().Outcome(config, message, Environment(vendor));

    private static IReadOnlyList<RouterItem> Together(string config, params string[] messages) => new KlaviyoDestination().Together(config, messages);

    private static TransformEnvironment? Environment(ScriptedVendor? vendor) => vendor is null ? null : new() { Http = vendor };

    // The one question is about the person's profile.
    private static ScriptedVendor Vendor(int status, string body) => new(request =>
    {
        Assert.Equal("https://a.klaviyo.com/api/profiles", request.Url);
        Assert.Contains("a@x.example", Encoding.UTF8.GetString(request.Body.Span), StringComparison.Ordinal);
        return (status, body);
    });
}
