using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Store;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>A consumer that lags gives the log free: what it has not finished is copied, and delivered from the copy.</summary>
public sealed class SpillTests
{
    private const int Users = 40;

    [Fact]
    public async Task A_destination_that_is_down_for_hours_holds_no_log_and_loses_nothing()
    {
        await using var rig = new RouterRig();
        await rig.StartAsync();
        rig.Vendor().Answer = (_, _) => throw RigVendor.Refused();
        await AppendAsync(rig, from: 0, count: 2_000);
        await rig.UntilAsync(() => rig.Status().IsRefusing);

        rig.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, (await TrimAsync(rig)).Segments);
        await SpillAsync(rig);
        Assert.True((await TrimAsync(rig)).Segments > 0);
        await AppendAsync(rig, from: 2_000, count: 500);

        await rig.CrashAsync();
        await rig.StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2_500);

        var arrivals = new Arrivals(rig.Vendor().Accepted);
        Assert.Empty(arrivals.OutOfOrder);
        Assert.Equal(2_500, rig.Vendor().Accepted.Distinct().Count());
        await SpillAsync(rig);
        await rig.UntilAsync(() => SpillsAsync(rig).Result == 0);
    }

    [Fact]
    public async Task A_user_whose_event_keeps_failing_holds_no_log_and_keeps_its_order()
    {
        await using var rig = new RouterRig();
        await rig.StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.User == "u1" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await AppendAsync(rig, from: 0, count: 2_000);
        await rig.UntilAsync(() => rig.Status() is { ParkedUsers: 1, InFlight: 0, Waiting: 0 } || rig.Vendor().AcceptedCount == 2_000 - (2_000 / Users));

        await rig.UntilAsync(() => rig.Time.GetUtcNow().Hour >= 10, TimeSpan.FromSeconds(30));
        await SpillAsync(rig);
        Assert.True((await TrimAsync(rig)).Segments > 0);
        await AppendAsync(rig, from: 2_000, count: 400);

        await rig.CrashAsync();
        await rig.StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2_400);
        Assert.Empty(new Arrivals(rig.Vendor().Accepted.Where(c => c.User == "u1")).OutOfOrder);
        Assert.Equal(2_400, rig.Vendor().Accepted.Distinct().Count());
    }

    [Fact]
    public async Task Only_what_is_old_and_unfinished_is_copied()
    {
        await using var rig = new RouterRig();
        await rig.StartAsync();
        await AppendAsync(rig, from: 0, count: 200);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 200);
        rig.Vendor().Answer = (_, _) => throw RigVendor.Refused();
        await AppendAsync(rig, from: 200, count: 200);
        await rig.UntilAsync(() => rig.Status().IsRefusing);

        await SpillAsync(rig);
        Assert.Equal(0, await SpillsAsync(rig));
    }

    private static Task AppendAsync(RouterRig rig, int from, int count) =>
        rig.AppendAsync(Enumerable.Range(from, count).Select(n => ($"u{n % Users}", (long)n)));

    private static async Task SpillAsync(RouterRig rig)
    {
        var spilling = rig.Router.SpillAsync(0, rig.Time.GetUtcNow().AddHours(-1), rig.Ct);
        await rig.UntilAsync(() => spilling.IsCompleted);
        await spilling;
    }

    private static Task<TrimResult> TrimAsync(RouterRig rig) =>
        rig.Store.TrimAsync(0, rig.Router.LowestNeeded(0), rig.Time.GetUtcNow().AddHours(-1), rig.Ct);

    private static async Task<int> SpillsAsync(RouterRig rig) => (await rig.Store.Outcomes.SpillsAsync(0, "dst:hook", 0, int.MaxValue, rig.Ct)).Count;
}
