using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Cancelled job runs: what waits of them ends, counted, and the rest is delivered.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task A_cancelled_runs_parked_waiting_and_later_events_end_also_after_a_restart()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.User == "parked" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await rig.AppendAsync([("parked", 1), ("parked", 2)], "run");
        await rig.AppendAsync([("parked", 3), ("other", 1)], "another run");
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 1 && rig.Vendor().AcceptedCount == 1);

        var drained = rig.Router.Drained.DrainAsync("run", rig.Ct);
        await rig.UntilAsync(() => drained.IsCompleted);
        await drained;
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilCountAsync(OutcomeKind.Dead, 2);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2);

        await rig.CrashAsync();
        await rig.StartAsync();
        await rig.AppendAsync([("late", 1)], "run");
        await rig.AppendAsync([("late", 2)]);
        await rig.UntilCountAsync(OutcomeKind.Dead, 3);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 3);

        Assert.Equal([("other", 1L), ("parked", 3L), ("late", 2L)], rig.Vendor().Accepted.Select(c => (c.User, c.Number)));
        var letters = (await rig.Store.DeadLetters.PageAsync(new DeadLetterFilter("hook", null, null, null), null, 10, rig.Ct)).Letters;
        Assert.All(letters, l => Assert.Equal((410, "cancelled jobRunID"), (l.Letter.StatusCode, l.Letter.Reason)));
    }

    [Fact]
    public async Task While_the_destination_is_away_a_cancelled_run_ends_with_the_next_probe()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (_, _) => throw RigVendor.Refused();
        await rig.AppendAsync(Enumerable.Range(0, 200).Select(u => ($"u{u}", 1L)), "run");
        await rig.UntilAsync(() => rig.Status().IsRefusing);

        var drained = rig.Router.Drained.DrainAsync("run", rig.Ct);
        await rig.UntilAsync(() => drained.IsCompleted);
        await rig.UntilAsync(rig.IsIdle, TimeSpan.FromSeconds(1));

        await rig.UntilCountAsync(OutcomeKind.Dead, 200);
        Assert.Equal(0, rig.Vendor().AcceptedCount);
    }

    [Fact]
    public async Task Asking_twice_writes_it_down_once()
    {
        await using var rig = await new RouterRig().StartAsync();
        for (var i = 0; i < 2; i++)
        {
            var drained = rig.Router.Drained.DrainAsync("run", rig.Ct);
            await rig.UntilAsync(() => drained.IsCompleted);
            await drained;
        }

        Assert.Single(await rig.Store.Outcomes.JobsAsync(rig.Ct));
    }
}
