using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;
using Pintle.TestKit;

namespace Pintle.Router.Tests;

/// <summary>Configuration that changes in mid-log; after each change every received event is accounted for.</summary>
public sealed class ConfigurationWeatherTests
{
    [Fact]
    public async Task A_paused_destination_keeps_its_place_through_a_crash()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        await AppendAsync(rig, 500);
        await rig.CrashAsync();
        await rig.StartAsync();
        Assert.Equal((500, 0), (rig.Status().Waiting, rig.Vendor().Calls));

        rig.Configure(RouterRig.Hook());
        await rig.UntilCountAsync(OutcomeKind.Delivered, 500);
        Assert.Empty(new Arrivals(rig.Vendor().Accepted).OutOfOrder);
        Assert.Equal(500, await rig.CountAsync(OutcomeKind.Received, ""));
    }

    [Fact]
    public async Task A_crash_right_after_the_start_takes_no_events_from_a_new_destination()
    {
        for (var round = 0; round < 20; round++)
        {
            // Nothing is committed by time alone, and the pool is busy: whoever is late is not in the first commit.
            await using var rig = new RouterRig { Options = new RouterOptions { CommitInterval = TimeSpan.FromHours(1) } };
            var load = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Thread.SpinWait(200_000))).ToArray();
            await rig.StartAsync();
            await Task.WhenAll(load);
            await AppendAsync(rig, 3);
            await rig.CrashAsync();

            await rig.StartAsync();
            await rig.UntilCountAsync(OutcomeKind.Received, 3, "", step: TimeSpan.FromMinutes(10));
            await rig.UntilCountAsync(OutcomeKind.Delivered, 3, step: TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public async Task Events_of_a_disabled_destination_are_dead_letters_after_the_grace_and_not_before_parked_ones_too()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.User == "parks" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await rig.AppendAsync([("parks", 1), ("parks", 2), ("goes", 1)]);
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 1);
        var start = rig.Time.GetUtcNow();
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > start.AddMinutes(10), TimeSpan.FromSeconds(2));
        rig.Configure(RouterRig.Hook() with { Enabled = false });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        var disabled = rig.Time.GetUtcNow();
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > disabled.AddMinutes(4.5), TimeSpan.FromSeconds(2));
        Assert.Equal(0, await rig.CountAsync(OutcomeKind.Dead));

        await rig.UntilAsync(() => rig.Status().Mode == "disabled", TimeSpan.FromSeconds(2));
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 0, TimeSpan.FromSeconds(5));
        await rig.UntilCountAsync(OutcomeKind.Dead, 2);
        var group = Assert.Single(await rig.Store.DeadLetters.GroupsAsync(new("hook"), rig.Ct));
        Assert.Equal("destination is disabled", group.Reason);
        Assert.Equal(3, await rig.CountAsync(OutcomeKind.Received, ""));
        Assert.Equal(1, await rig.CountAsync(OutcomeKind.Delivered));
    }

    [Fact]
    public async Task A_blocked_event_is_counted_once_also_where_the_destination_is_disabled()
    {
        await using var rig = await new RouterRig { IsBlocked = user => user == "blocked" }.StartAsync();
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        await rig.AppendAsync([("blocked", 1), ("waits", 1)]);
        rig.Configure(RouterRig.Hook() with { Enabled = false });
        await rig.UntilAsync(() => rig.Status().Mode == "disabled", TimeSpan.FromSeconds(10));
        await rig.UntilCountAsync(OutcomeKind.Dead, 1);
        await rig.UntilAsync(() => rig.Status().Waiting == 0);
        Assert.Equal(1, await rig.CountAsync(OutcomeKind.Dead));
        Assert.Equal(1, await rig.CountAsync(OutcomeKind.Dropped, ""));
    }

    [Fact]
    public async Task A_deleted_destination_with_parked_users_is_gone_soon_and_its_events_are_counted()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.InternalServerError));
        await rig.AppendAsync([("parks", 1), ("parks", 2)]);
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 1);
        var start = rig.Time.GetUtcNow();
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > start.AddMinutes(10), TimeSpan.FromSeconds(2));
        rig.Configure(RouterRig.Hook("other"));
        await rig.UntilAsync(() => rig.Router.Status().All(s => s.DestinationId == "other"), TimeSpan.FromSeconds(5));
        await rig.UntilCountAsync(OutcomeKind.Discarded, 2);
        Assert.Empty(await rig.Store.Outcomes.ConsumersAsync(0, "dst:hook", rig.Ct));
    }

    [Fact]
    public async Task What_a_disabled_source_sent_before_is_delivered_and_what_comes_of_it_meanwhile_is_not()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        await rig.AppendAsync([("before", 1)]);
        rig.Configure(WorkspaceJson.Of([RouterRig.Hook()]).Replace("\"enabled\":true,\"workspaceId\":\"ws\",\"config\":{}", "\"enabled\":false,\"workspaceId\":\"ws\",\"config\":{}", StringComparison.Ordinal));
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount == 1);
        await rig.AppendAsync([("meanwhile", 1)]);
        rig.Configure(RouterRig.Hook(), RouterRig.Hook("third"));
        await rig.UntilAsync(() => rig.Router.Status().Any(s => s.DestinationId == "third"));
        await rig.AppendAsync([("after", 1)]);

        await rig.UntilCountAsync(OutcomeKind.Delivered, 1, "third");
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2);
        Assert.Equal(["before", "after"], rig.Vendor().Accepted.Select(c => c.User));
        Assert.Equal(3, await rig.CountAsync(OutcomeKind.Received, ""));
    }

    [Fact]
    public async Task Wrong_settings_wait_and_corrected_ones_go_while_another_destination_is_added()
    {
        await using var rig = new RouterRig();
        rig.Configure(new Webhook("hook", ""));
        await rig.StartAsync();
        await AppendAsync(rig, 100);
        rig.Configure(new Webhook("hook", ""), RouterRig.Hook("new"));
        await rig.UntilAsync(() => rig.Router.Status().Count == 2);
        await rig.CrashAsync();
        await rig.StartAsync();
        await rig.AppendAsync([("u1", 1_000)]);
        rig.Configure(RouterRig.Hook(), RouterRig.Hook("new"));

        await rig.UntilCountAsync(OutcomeKind.Delivered, 101);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1, "new");
        Assert.Empty(new Arrivals(rig.Vendor().Accepted).OutOfOrder);
        Assert.Equal(1_000, Assert.Single(rig.Vendor("new").Accepted).Number);
    }

    [Fact]
    public async Task The_stop_ends_in_time_while_the_store_is_away()
    {
        await using var rig = await new RouterRig().StartAsync();
        await AppendAsync(rig, 200);
        rig.Store.IsAway = true;
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount > 100);
        var start = rig.Time.GetUtcNow();
        await rig.StopAsync();
        Assert.InRange(rig.Time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        rig.Store.IsDead = true;
    }

    private static Task AppendAsync(RouterRig rig, int count) =>
        rig.AppendAsync(Enumerable.Range(0, count).Select(n => ($"u{n % 20}", (long)n)));
}
