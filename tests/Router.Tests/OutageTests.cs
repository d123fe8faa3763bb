using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>A destination that is away, for everybody or for one user, for a long time by a clock that tests move.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task An_hours_outage_with_100_000_users_parks_no_more_than_fly_at_once_and_ends_in_order()
    {
        const int Users = 100_000;
        const int Second = 5_000;
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (_, _) => throw RigVendor.Refused();
        for (var from = 0; from < Users; from += 2_000)
        {
            await rig.AppendAsync(Enumerable.Range(from, 2_000).Select(u => ($"u{u}", 1L)));
        }

        await rig.AppendAsync(Enumerable.Range(0, Second).Select(u => ($"u{u * 20}", 2L)));
        var mostParked = 0;
        var end = rig.Time.GetUtcNow().AddHours(1);
        await rig.UntilAsync(
            () =>
            {
                mostParked = Math.Max(mostParked, rig.Status().ParkedUsers);
                return rig.Time.GetUtcNow() >= end;
            },
            TimeSpan.FromSeconds(5));
        Assert.InRange(mostParked, 0, rig.Options.MaxInFlight);
        Assert.Contains("connection failed", rig.Status().Problem, StringComparison.Ordinal);
        Assert.InRange(rig.Vendor().Calls, 5, 400);

        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount >= Users + Second && rig.IsIdle());

        var arrivals = new Arrivals(rig.Vendor().Accepted);
        Assert.Equal((Users + Second, 0), (arrivals.Seen.Count, arrivals.Duplicates));
        Assert.Empty(arrivals.OutOfOrder);
        await rig.UntilCountAsync(OutcomeKind.Delivered, Users + Second);
        Assert.Equal(Users + Second, await rig.CountAsync(OutcomeKind.Received, ""));
    }

    [Fact]
    public async Task One_user_of_50_000_events_that_fails_for_ten_minutes_gets_each_once_in_order_through_a_crash()
    {
        const int Events = 50_000;
        await using var rig = new RouterRig();
        await rig.StartAsync();
        var fails = true;
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(fails && call.User == "big" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await rig.AppendAsync([("small", 1)]);
        for (var from = 0; from < Events; from += 2_000)
        {
            await rig.AppendAsync(Enumerable.Range(from, 2_000).Select(n => ("big", (long)n)));
        }

        var start = rig.Time.GetUtcNow();
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > start.AddMinutes(5), TimeSpan.FromSeconds(1));
        Assert.Equal(1, rig.Status().ParkedUsers);
        await rig.CrashAsync();
        await rig.StartAsync();
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > start.AddMinutes(10), TimeSpan.FromSeconds(1));
        Assert.Equal(1, rig.Status().ParkedUsers);
        Assert.Equal(1, rig.Vendor().AcceptedCount);
        fails = false;
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount > Events / 2, TimeSpan.FromMilliseconds(200));
        await rig.CrashAsync();
        var before = rig.Vendor().AcceptedCount;
        await rig.StartAsync();
        await rig.UntilAsync(() => rig.IsIdle() && rig.Vendor().AcceptedCount > Events, TimeSpan.FromMilliseconds(200));

        var arrivals = new Arrivals(rig.Vendor().Accepted);
        Assert.Equal(Events + 1, arrivals.Seen.Count);
        Assert.Empty(arrivals.OutOfOrder);
        Assert.InRange(arrivals.Duplicates, 0, rig.Options.MaxUncommitted + rig.Options.MaxInFlight);
        Assert.InRange(before, 1, Events);
        await rig.UntilCountAsync(OutcomeKind.Delivered, Events + 1);
        Assert.Equal(0, await rig.CountAsync(OutcomeKind.Dead));
    }

    [Fact]
    public async Task A_user_that_alone_is_refused_for_a_while_is_not_hammered()
    {
        await using var rig = await new RouterRig().StartAsync();
        var tries = 0;
        rig.Vendor().Answer = (call, _) =>
        {
            tries += call.User == "limited" ? 1 : 0;
            return Task.FromResult(RigVendor.Of(call.User == "limited" ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK));
        };
        await rig.AppendAsync([("limited", 1)]);
        for (var n = 0; n < 50; n++)
        {
            await rig.AppendAsync(Enumerable.Range(0, 20).Select(u => ($"u{u}", (long)n)));
        }

        var start = rig.Time.GetUtcNow();
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > start.AddSeconds(10) && rig.Vendor().AcceptedCount >= 1_000, TimeSpan.FromMilliseconds(50));
        Assert.InRange(tries, 1, 100);
    }

    [Fact]
    public async Task What_waits_longer_than_its_retention_for_a_destination_that_is_away_ends()
    {
        await using var rig = await new RouterRig { Options = new RouterOptions { ExpireAfter = TimeSpan.FromHours(2) } }.StartAsync();
        rig.Vendor().Answer = (_, _) => throw RigVendor.Refused();
        await rig.AppendAsync(Enumerable.Range(0, 300).Select(u => ($"u{u}", 1L)));
        await rig.UntilAsync(() => rig.IsIdle(), TimeSpan.FromSeconds(10));
        await rig.UntilCountAsync(OutcomeKind.Dead, 300);
        Assert.InRange(rig.Vendor().Calls, 5, 400);
    }

    [Fact]
    public async Task How_long_one_users_event_is_to_wait_holds_up_nobody_else()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (call, _) =>
        {
            var answer = RigVendor.Of(call.User == "slow" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
            answer.Headers.RetryAfter = call.User == "slow" ? new(TimeSpan.FromHours(1)) : null;
            return Task.FromResult(answer);
        };
        await rig.AppendAsync([("slow", 1)]);
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 1);
        var start = rig.Time.GetUtcNow();
        await rig.AppendAsync([("other", 1)]);
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount == 1);
        Assert.InRange(rig.Time.GetUtcNow(), start, start.AddMinutes(1));
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > start.AddMinutes(50), TimeSpan.FromSeconds(5));
        Assert.Equal(2, rig.Vendor().Calls);
    }
}
