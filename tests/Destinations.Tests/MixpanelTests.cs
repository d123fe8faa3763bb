using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.Destinations.Mixpanel;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

public sealed class MixpanelTests
{
    private const string Original = """{"token":"t"}""";
    private const string Simplified = """{"token":"t","identityMergeApi":"simplified"}""";

    [Fact]
    public void Revenue_and_counters_change_the_profile_before_the_event()
    {
        var sent = Send("""{"token":"t","dataResidency":"in","strictMode":true,"propIncrements":[{"property":"n"}]}""", """{"type":"track","event":"E","userId":"u","properties":{"revenue":5,"n":2}}""");
        Assert.Equal(["https://api-in.mixpanel.com/engage/", "https://api-in.mixpanel.com/engage/", "https://api-in.mixpanel.com/import/"], sent.Select(r => r.Endpoint));
        Assert.Equal("""[{"$add":{"n":2},"$token":"t","$distinct_id":"u"}]""", Text(sent[1]));
        Assert.Equal(1, sent[2].Params[0].Value.AsNumber());
    }

    [Fact]
    public void The_original_API_merges_ids_and_the_simplified_one_does_not()
    {
        const string Person = """{"type":"identify","userId":"u","anonymousId":"a","traits":{"plan":"p"}}""";
        Assert.Contains("""{"$distinct_ids":["u","a"],"token":"t"}""", Text(Send(Original, Person)[1]), StringComparison.Ordinal);
        Assert.Single(Send(Simplified, Person));
        Assert.Contains("\"$distinct_id\":\"$device:a\"", Text(Send(Simplified, """{"type":"identify","anonymousId":"a"}""")[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Traits_are_set_once_united_and_appended()
    {
        var sent = Send(
            """{"token":"t","setOnceProperties":[{"property":"address.city"}],"unionProperties":[{"property":"tags"}],"appendProperties":[{"property":"log"}]}""",
            """{"type":"identify","userId":"u","traits":{"address":{"city":"Oslo"},"tags":"a","log":1,"gone":null}}""");
        Assert.Equal(["""{"$city":"Oslo"}""", """{"tags":["a"]}""", """{"log":1}""", """{"gone":null}"""], sent.Select(r => JsonElement.Parse(Text(r))[0].EnumerateObject().First().Value.GetRawText()));
    }

    [Fact]
    public void Each_group_gets_a_profile()
    {
        var sent = Send("""{"token":"t","groupKeySettings":[{"groupKey":"company"},{"groupKey":"team"}]}""", """{"type":"group","userId":"u","traits":{"company":["a","b"]}}""");
        Assert.Equal(["engage", "groups", "groups"], sent.Select(r => r.EndpointPath));
    }

    [Theory]
    [InlineData(Original, """{"type":"track","userId":"u"}""", "event")]
    [InlineData(Original, """{"type":"track","event":"E"}""", "userId")]
    [InlineData(Original, """{"type":"track","event":"E","userId":"u","messageId":7}""", "messageId")]
    [InlineData(Original, """{"type":"track","event":"E","userId":"u","timestamp":"2001-01-01T00:00:00Z"}""", "timestamp")]
    [InlineData("""{"token":"t","serviceAccountUserName":"n","serviceAccountSecret":"s"}""", """{"type":"track","event":"E","userId":"u"}""", "projectId")]
    [InlineData(Original, """{"type":"group","userId":"u","traits":{}}""", "groupKeySettings")]
    [InlineData(Original, """{"type":"alias","userId":"u"}""", "previousId")]
    [InlineData(Original, """{"type":"alias","userId":"u","previousId":"u"}""", "userId")]
    [InlineData(Simplified, """{"type":"alias","userId":"u","previousId":"v"}""", "identityMergeApi")]
    public void Bad_events_are_rejected_by_the_name_of_the_field(string settings, string message, string field) =>
        Assert.Contains(field, Assert.IsType<Outcome.Reject>(Outcome(settings, message)).Message, StringComparison.Ordinal);

    [Fact]
    public void More_groups_than_a_request_holds_are_several()
    {
        var groups = string.Join(',', Enumerable.Range(0, 201).Select(n => $"\"g{n}\""));
        var items = Together("""{"token":"t","groupKeySettings":["g"]}""", $$$"""{"type":"group","userId":"u","traits":{"g":[{{{groups}}}]}}""");
        Assert.Equal([1, 200, 1], ((Outcome.Send)Assert.Single(items).Outcome).Requests.Select(r => JsonElement.Parse(Text(r)).GetArrayLength()));
    }

    [Fact]
    public void Events_with_the_same_kinds_of_requests_share_them_and_a_users_order_is_kept()
    {
        var items = Together(Original, Track("a", 0), Track("b", 5), Track("c", 0), Track("b", 0), Track("b", 7));
        Assert.Equal([2, 1, 1, 1], items.Select(i => i.Events.Count));
        var joined = ((Outcome.Send)items[0].Outcome).Requests.Single();
        Assert.Equal(2, JsonElement.Parse(Text(joined)).GetArrayLength());
        Assert.Equal(["engage", "import"], ((Outcome.Send)items[1].Outcome).Requests.Select(r => r.EndpointPath));
    }

    [Fact]
    public void A_strict_import_refuses_single_events()
    {
        var result = Read("""[{"event":"a"},{"event":"b"}]""", 400, """{"failed_records":[{"index":1,"field":"time","message":"too old"}]}""", 2);
        Assert.Equal([200, 400], result.Verdicts.Select(v => v.StatusCode));
        Assert.Contains("time", result.Verdicts[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"status":1,"error":null}""", 1, 200, false)]
    [InlineData(200, """{"status":0,"error":"no token"}""", 1, 400, false)]
    [InlineData(200, """{"status":0,"error":"no token"}""", 2, 500, true)]
    [InlineData(413, "", 2, 500, true)]
    [InlineData(429, "", 2, 429, false)]
    [InlineData(500, "", 2, 500, false)]
    public void An_answer_counts_for_all_records_when_it_names_none(int status, string body, int events, int recorded, bool alone) =>
        Assert.All(Read("[{},{}]", status, body, events).Verdicts, v => Assert.Equal((recorded, alone), (v.StatusCode, v.DontBatch)));

    [Theory]
    [InlineData("""{"token":"t"}""", """POST https://api.mixpanel.com/engage [{"$distinct_id":"u","$token":"t","$delete":null,"$ignore_alias":true}]""")]
    [InlineData("""{"token":"t","dataResidency":"eu","userDeletionApi":"task","gdprApiToken":"g"}""", """POST https://eu.mixpanel.com/api/app/data-deletions/v3.0/?token=t {"distinct_ids":["u"],"compliance_type":"GDPR"}""")]
    public void People_are_deleted_by_profile_or_by_task(string config, string asked)
    {
        var vendor = new ScriptedVendor(_ => (200, "1"));
        var request = new DeletionRequest([JsonElement.Parse("""{"userId":"u"}""")], JsonElement.Parse(config), default, new() { Http = vendor });
        Assert.Equal(200, new MixpanelDestination().DeleteAsync(request, TestContext.Current.CancellationToken).Now().StatusCode);
        Assert.Equal([asked], vendor.Asked);
    }

    private static string Text(VendorRequest request) => System.Text.Encoding.UTF8.GetString(request.Body.Span);

    private static string Track(string user, int revenue) => $$$"""{"type":"track","event":"E","userId":"{{{user}}}","properties":{"revenue":{{{revenue}}}}}""";

    private static DeliveryResult Read(string sent, int status, string body, int events) => new MixpanelDestination().ReadAnswer(new Delivered(
        new VendorResponse(status, "application/json", body, null),
        new VendorRequest { Method = "POST", Endpoint = "https://api.mixpanel.com/import/", Kind = BodyKind.JsonArray, Content = sent },
        events));

    private static IReadOnlyList<VendorRequest> Send(string config, string message) => new MixpanelDestination().Send(config, message);

    private static Outcome Outcome(string config, string message) => new MixpanelDestination().Outcome(config, message);

    private static IReadOnlyList<RouterItem> Together(string config, params string[] messages) => new MixpanelDestination().Together(config, messages);
}
