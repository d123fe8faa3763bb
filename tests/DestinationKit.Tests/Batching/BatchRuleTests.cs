using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Batching;

public sealed class BatchRuleTests
{
    private static readonly BatchRule Rule = new() { MaxEvents = 3, Join = BatchRule.JoinArrays("rows") };

    [Fact]
    public void Events_fill_one_request_after_the_other() =>
        Assert.Equal(["0 1 2", "3 4 5", "6"], Batches(Rule, [.. Enumerable.Range(0, 7).Select(_ => Request(1))]));

    [Fact]
    public void Bytes_fill_a_request_to_the_very_last()
    {
        var size = Request(1).Content.ToUtf8().Length;
        Assert.Equal(["0 1", "2"], Batches(Rule with { MaxBytes = 2 * size }, Request(1), Request(2), Request(3)));
        Assert.Equal(["0", "1", "2"], Batches(Rule with { MaxBytes = (2 * size) - 1 }, Request(1), Request(2), Request(3)));
    }

    [Fact]
    public void An_event_over_the_limit_of_bytes_goes_alone_and_the_others_go_on()
    {
        var rule = Rule with { MaxBytes = 100 };
        Assert.Equal(["0", "1", "2 3"], Batches(rule, Request(1), Request(new string('x', 200)), Request(2), Request(3)));
    }

    [Fact]
    public void Bytes_that_are_finished_count_too()
    {
        VendorRequest Finished(int bytes) => new() { Method = "POST", Endpoint = "https://vendor.example", Kind = BodyKind.Json, Body = new byte[bytes] };
        var rule = new BatchRule { MaxEvents = 10, MaxBytes = 100, Join = static requests => requests[0] };
        Assert.Equal(["0 1", "2"], Batches(rule, Finished(50), Finished(50), Finished(1)));
    }

    [Fact]
    public void Only_equal_requests_meet()
    {
        var one = Request(1).With("X-Key", "a").WithParam("p", "1");
        VendorRequest[] others =
        [
            one with { Method = "PUT" }, one with { Endpoint = "https://vendor.example/other" }, one.With("X-More", "a"), one.WithHeaders(new KeyValuePair<string, string>("X-Key", "b")),
            one.WithParam("q", "1"), one with { Params = [] }, one with { Params = [new("p", 1)] }, one with { Params = [new("q", "1")] },
        ];
        Assert.All(others, other => Assert.Equal(["0", "1"], Batches(Rule, one, other)));
        Assert.Equal(["0 1"], Batches(Rule, one, Request(2).With("X-Key", "a").WithParam("p", "1")));
    }

    [Fact]
    public void Users_of_different_requests_do_not_hold_each_other_up() =>
        Assert.Equal(["0 2", "1 3"], Batches(Rule, ("a", Request(1)), ("b", Other(1)), ("a", Request(2)), ("b", Other(2))));

    [Fact]
    public void A_users_later_event_never_lands_in_an_earlier_request() =>
        Assert.Equal(["0", "1", "2"], Batches(Rule, ("a", Request(1)), ("a", Other(1)), ("a", Request(2))));

    [Fact]
    public void Events_without_a_user_keep_their_order_too() => Assert.Equal(["0", "1", "2"], Batches(Rule, Request(1), Other(1), Request(2)));

    [Fact]
    public void The_callers_user_goes_before_the_events()
    {
        SentEvent Sent(string user, VendorRequest request, int place) =>
            new(Given.Event($$"""{"userId":"u{{place}}"}""", $$"""{"userId":"{{user}}"}""", place: place), new Outcome.Send(request));
        Assert.Equal(["0", "1", "2"], Batches(Rule, [Sent("a", Request(1), 0), Sent("a", Other(1), 1), Sent("a", Request(2), 2)]));
        Assert.Equal(["0 2", "1"], Batches(Rule, [Sent("a", Request(1), 0), Sent("b", Other(1), 1), Sent("c", Request(2), 2)]));
    }

    [Fact]
    public void Arrays_of_bodies_are_joined_and_the_rest_is_the_firsts()
    {
        var joined = Rule.Join(
        [
            VendorRequest.Post("https://vendor.example", Given.Json("""{"key":"k","rows":[1,2],"n":1}""")),
            VendorRequest.Post("https://vendor.example", Given.Json("""{"key":"k","n":2}""")),
            VendorRequest.Post("https://vendor.example", Given.Json("""{"key":"k","rows":[3]}""")),
        ]);
        Assert.Equal("""{"key":"k","rows":[1,2,3],"n":1}""", joined.Content.ToJson());
    }

    [Fact]
    public void Bodies_become_the_items_of_an_array()
    {
        var joined = BatchRule.JoinAsArray([VendorRequest.Post("https://vendor.example", Given.Json("""{"a":1}""")), VendorRequest.Post("https://vendor.example", Given.Json("""{"b":2}"""))]);
        Assert.Equal((BodyKind.JsonArray, """[{"a":1},{"b":2}]"""), (joined.Kind, joined.Content.AsText()));
    }

    [Fact]
    public void Without_a_rule_each_event_is_an_item()
    {
        var item = Assert.Single(new Handlers<object>().Combine([new SentEvent(Given.Event(), new Outcome.Send(Request(1)))]));
        Assert.False(item.IsBatched);
    }

    private static VendorRequest Request(JsValue row) => VendorRequest.Post("https://vendor.example", new JsObject { ["rows"] = new JsArray { row } });

    private static VendorRequest Other(JsValue row) => Request(row) with { Endpoint = "https://vendor.example/other" };

    private static IEnumerable<string> Batches(BatchRule rule, params VendorRequest[] requests) => Batches(rule, [.. requests.Select(r => ("", r))]);

    private static IEnumerable<string> Batches(BatchRule rule, params (string User, VendorRequest Request)[] requests) =>
        Batches(rule, [.. requests.Select((r, place) => new SentEvent(Given.Event($$"""{"userId":"{{r.User}}"}""", place: place), new Outcome.Send(r.Request)))]);

    // The places of the events in each item.
    private static IEnumerable<string> Batches(BatchRule rule, SentEvent[] sent)
    {
        var on = new Handlers<object>();
        on.Batch(rule);
        return on.Combine(sent).Select(i => string.Join(' ', i.Events.Select(e => e.Place)));
    }
}
