using System.Net;
using Pintle.DestinationKit;
using Pintle.Router.Tests.Rig;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.TestKit;

namespace Pintle.Router.Tests;

/// <summary>Destinations whose events go through a user transformation: what it leaves out, fails, multiplies; weather; order.</summary>
public sealed class UserCodeTests
{
    private readonly RigCode _code = new();

    [Fact]
    public async Task What_the_code_returns_is_delivered_what_it_leaves_out_is_filtered_by_its_name_and_errors_are_dead_letters()
    {
        _code.Event = e => RigCode.NumberOf(e) switch
        {
            var n when n % 3 == 1 => [],
            var n when n % 3 == 2 => throw new InvalidDataException($"Error: no {n}\n    at transformEvent (mask:3:11)"),
            var n => [RigCode.With(e, n + 1_000)],
        };
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 10, each: 9);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 30);
        await rig.UntilCountAsync(OutcomeKind.Filtered, 30);
        await rig.UntilCountAsync(OutcomeKind.Dead, 30);
        Assert.All(rig.Vendor().Accepted, c => Assert.Equal(0, (c.Number - 1_000) % 3));
        var rules = (await rig.Store.Outcomes.CountersAsync(CounterGrain.Minute, DateTimeOffset.UnixEpoch, rig.Time.GetUtcNow().AddDays(1), rig.Ct)).Where(r => r.Key.Kind == OutcomeKind.Filtered);
        Assert.All(rules, r => Assert.Equal("transformation mask", r.Key.Detail));
        var groups = await rig.Store.DeadLetters.GroupsAsync(new("hook"), rig.Ct);
        Assert.Equal("transformation mask failed", groups.Single().Reason);
    }

    [Fact]
    public async Task Several_outputs_of_an_event_arrive_in_order_and_before_the_user_s_next_event()
    {
        _code.Event = e => Enumerable.Range(0, 4).Select(i => RigCode.With(e, (RigCode.NumberOf(e) * 10) + i));
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 20, each: 10);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 200);
        AssertArrived(rig, 800);
    }

    [Fact]
    public async Task An_event_of_whose_outputs_one_is_refused_is_a_dead_letter_and_the_others_arrive_once()
    {
        _code.Event = e => Enumerable.Range(0, 3).Select(i => RigCode.With(e, (RigCode.NumberOf(e) * 10) + i));
        await using var rig = await StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.Number == 1 ? HttpStatusCode.BadRequest : HttpStatusCode.OK));
        await AppendAsync(rig, users: 5, each: 2);
        await rig.UntilCountAsync(OutcomeKind.Dead, 5);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 5);
        AssertArrived(rig, 25);
    }

    [Fact]
    public async Task The_code_runs_once_on_an_event_that_is_tried_again_and_its_outputs_outlive_a_crash()
    {
        _code.Event = e => Enumerable.Range(0, 3).Select(i => RigCode.With(e, (RigCode.NumberOf(e) * 10) + i));
        await using var rig = await StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.Number % 10 == 1 ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await AppendAsync(rig, users: 7, each: 1);
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 7);
        await rig.StopAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.StartAsync();
        await rig.UntilCountAsync(OutcomeKind.Delivered, 7, step: TimeSpan.FromSeconds(1));
        AssertArrived(rig, 21);
        Assert.All(_code.Runs, r => Assert.Equal(1, r.Value));
    }

    [Fact]
    public async Task Code_that_can_t_be_run_holds_its_events_and_says_why()
    {
        _code.Held = "Transformation mask is suspended.";
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 300, each: 5);
        var end = rig.Time.GetUtcNow().AddMinutes(5);
        await rig.UntilAsync(() => rig.Time.GetUtcNow() >= end, TimeSpan.FromSeconds(1));
        Assert.Contains("is suspended", rig.Status().Problem, StringComparison.Ordinal);
        Assert.Equal((0, 0), (rig.Vendor().Calls, rig.Status().ParkedUsers));
        _code.Held = "";
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1_500, step: TimeSpan.FromSeconds(1));
        AssertArrived(rig, 1_500);
    }

    [Fact]
    public async Task An_error_of_the_batch_is_the_error_of_each_of_its_events_and_they_can_be_replayed_after_a_fix()
    {
        _code.OfAll = "SyntaxError: Unexpected token";
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 30, each: 2);
        await rig.UntilCountAsync(OutcomeKind.Dead, 60);
        _code.OfAll = "";
        var starting = rig.Router.Replays!.StartAsync(new DeadLetterFilter("hook"));
        await rig.UntilAsync(() => starting.IsCompleted);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 60, replay: true);
        AssertArrived(rig, 60);
    }

    [Fact]
    public async Task Events_of_many_users_share_batches()
    {
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 1_000, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1_000);
        Assert.InRange(_code.Sizes.Count, 5, 100);
        Assert.InRange(_code.Sizes.Max(), 2, 200);
        AssertArrived(rig, 1_000);
    }

    [Fact]
    public async Task The_event_filter_looks_at_what_the_code_has_made()
    {
        _code.Event = e => [RigCode.With(e, RigCode.NumberOf(e), RigCode.NumberOf(e) % 2 == 0 ? "track" : "group")];
        var only = WorkspaceJson.Of([Hook]).Replace("\"displayName\":\"Webhook\",\"config\":{}", "\"displayName\":\"Webhook\",\"config\":{\"supportedMessageTypes\":[\"track\"]}", StringComparison.Ordinal);
        await using var rig = await StartAsync(only);
        await AppendAsync(rig, users: 10, each: 4);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 20);
        await rig.UntilCountAsync(OutcomeKind.Filtered, 20);
    }

    [Fact]
    public async Task A_destination_that_takes_several_events_in_a_request_gets_the_outputs()
    {
        using var vendor = new RowsVendor();
        _code.Event = e => Enumerable.Range(0, 2).Select(i => RigCode.With(e, (RigCode.NumberOf(e) * 10) + i));
        await using var rig = new RouterRig { Catalogue = DestinationCatalogue.Scan(typeof(RowsDestination).Assembly), HandlerOf = _ => vendor, Code = _code.RunAsync };
        rig.Configure(Hook with { Type = "ROWS" });
        await rig.StartAsync();
        await AppendAsync(rig, users: 40, each: 5);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 200);
        var arrivals = new Arrivals(vendor.Accepted);
        Assert.Equal((400, 0), (arrivals.Seen.Count, arrivals.Duplicates));
        Assert.Empty(arrivals.OutOfOrder);
        Assert.InRange(vendor.Sizes.Max(), 2, 10);
    }

    [Fact]
    public async Task Metadata_says_where_an_event_comes_from_and_goes_to()
    {
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 1, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1);
        var metadata = _code.Metadata.Single();
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["sourceId"] = "src", ["sourceName"] = "Test", ["sourceType"] = "Javascript", ["destinationId"] = "hook", ["destinationName"] = "hook", ["destinationType"] = "WEBHOOK",
            ["workspaceId"] = "ws", ["messageId"] = "u0-0", ["eventName"] = "E", ["eventType"] = "track", ["transformationId"] = "t", ["transformationVersionId"] = "tv",
        })
        {
            Assert.Equal(value, metadata.GetProperty(name).GetString());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_weather_and_crashes_lose_nothing_and_keep_the_order(int seed)
    {
        var random = new Random(seed);
        var gate = new Lock();
        int Next(int below)
        {
            lock (gate)
            {
                return random.Next(below);
            }
        }

        _code.Event = e => Enumerable.Range(0, (int)(RigCode.NumberOf(e) % 3)).Select(i => RigCode.With(e, (RigCode.NumberOf(e) * 10) + i));
        await using var rig = await StartAsync();
        rig.Vendor().Answer = (_, _) => Next(20) switch
        {
            0 => throw RigVendor.CutOff(),
            1 => Task.FromResult(RigVendor.Of(HttpStatusCode.InternalServerError)),
            2 => Task.FromResult(RigVendor.Of(HttpStatusCode.TooManyRequests)),
            _ => Task.FromResult(RigVendor.Of(HttpStatusCode.OK)),
        };
        for (var round = 0; round < 3; round++)
        {
            for (var n = 0L; n < 6; n++)
            {
                var number = (round * 6) + n;
                await rig.AppendAsync(Enumerable.Range(0, 60).Select(u => ($"u{u}", number)));
            }

            _code.Held = Next(2) == 0 ? "away" : "";
            var before = rig.Vendor().AcceptedCount + Next(100);
            var end = rig.Time.GetUtcNow().AddSeconds(20);
            await rig.UntilAsync(() => rig.Vendor().AcceptedCount > before || rig.Time.GetUtcNow() > end);
            _code.Held = "";
            await rig.CrashAsync();
            await rig.StartAsync();
        }

        await rig.UntilAsync(() => rig.IsIdle(), TimeSpan.FromSeconds(1));
        var arrivals = new Arrivals(rig.Vendor().Accepted);
        Assert.Equal(60 * 6 * 3, arrivals.Seen.Count);
        Assert.Empty(arrivals.OutOfOrder);
    }

    private static Webhook Hook => RouterRig.Hook() with { Transformation = "tv" };

    private async Task<RouterRig> StartAsync(string? document = null)
    {
        var rig = new RouterRig { Code = _code.RunAsync };
        rig.Configure(document ?? WorkspaceJson.Of([Hook]));
        return await rig.StartAsync();
    }

    private static async Task AppendAsync(RouterRig rig, int users, int each)
    {
        for (var n = 0L; n < each; n++)
        {
            await rig.AppendAsync(Enumerable.Range(0, users).Select(u => ($"u{u}", n)));
        }
    }

    private static void AssertArrived(RouterRig rig, int count)
    {
        var arrivals = new Arrivals(rig.Vendor().Accepted);
        Assert.Equal((count, 0), (arrivals.Seen.Count, arrivals.Duplicates));
        Assert.Empty(arrivals.OutOfOrder);
    }
}
