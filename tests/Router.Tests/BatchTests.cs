using System.Net;
using Pintle.DestinationKit;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;
using Pintle.TestKit;

namespace Pintle.Router.Tests;

/// <summary>A destination that takes several events in a request: order per user, a verdict per row, nothing lost.</summary>
public sealed class BatchTests : IDisposable
{
    private readonly RowsVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task Events_share_requests_within_the_limit_and_each_user_s_keep_their_order()
    {
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 200, each: 10);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2_000);
        AssertExact(2_000);
        Assert.InRange(_vendor.Sizes.Max(), 2, 10);
        Assert.InRange(_vendor.Sizes.Count, 200, 700);
    }

    [Fact]
    public async Task Rows_that_are_refused_for_now_are_tried_alone_and_those_refused_for_good_are_dead_letters()
    {
        var tries = new Dictionary<RigCall, int>();
        _vendor.Row = row => row.Number % 7 == 3 ? 400 : row.Number % 5 == 2 && (tries[row] = tries.GetValueOrDefault(row) + 1) < 3 ? 500 : 200;
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 50, each: 20);
        await rig.UntilCountAsync(OutcomeKind.Dead, 50 * 3);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 50 * 17);
        AssertExact(50 * 17);
        Assert.All(tries.Values, t => Assert.Equal(3, t));
    }

    [Fact]
    public async Task A_bug_and_a_filtered_event_do_not_touch_those_they_were_gathered_with()
    {
        await using var rig = await StartAsync();
        await rig.AppendAsync([.. Enumerable.Range(0, 100).Select(n => ($"u{n}", n % 10 == 4 ? -1L : n % 10 == 5 ? -2L : n))]);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 80);
        await rig.UntilCountAsync(OutcomeKind.Dead, 10);
        await rig.UntilCountAsync(OutcomeKind.Filtered, 10);
        AssertExact(80);
    }

    [Fact]
    public async Task A_vendor_that_is_away_parks_nobody_and_gets_everything_once_when_it_is_back()
    {
        await using var rig = await StartAsync();
        _vendor.Request = () => HttpStatusCode.ServiceUnavailable;
        await AppendAsync(rig, users: 300, each: 5);
        var end = rig.Time.GetUtcNow().AddMinutes(10);
        await rig.UntilAsync(() => rig.Time.GetUtcNow() >= end, TimeSpan.FromSeconds(1));
        Assert.Equal(0, rig.Status().ParkedUsers);
        Assert.Empty(_vendor.Accepted);
        _vendor.Request = () => HttpStatusCode.OK;
        await rig.UntilAsync(() => _vendor.Accepted.Count >= 1_500 && rig.IsIdle());
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1_500);
        AssertExact(1_500);
    }

    [Fact]
    public async Task A_crash_in_the_middle_loses_nothing()
    {
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 100, each: 20);
        await rig.UntilAsync(() => _vendor.Accepted.Count > 500);
        await rig.CrashAsync();
        await rig.StartAsync();
        await rig.UntilAsync(() => rig.IsIdle());
        var arrivals = new Arrivals(_vendor.Accepted);
        Assert.Equal(2_000, arrivals.Seen.Count);
        Assert.Empty(arrivals.OutOfOrder);
        Assert.InRange(arrivals.Duplicates, 0, 1_800);
    }

    private static async Task AppendAsync(RouterRig rig, int users, int each)
    {
        for (var n = 0L; n < each; n++)
        {
            await rig.AppendAsync(Enumerable.Range(0, users).Select(u => ($"u{u}", n)));
        }
    }

    private async Task<RouterRig> StartAsync()
    {
        var rig = new RouterRig { Catalogue = DestinationCatalogue.Scan(typeof(RowsDestination).Assembly), HandlerOf = _ => _vendor };
        rig.Configure(new Webhook("hook", "http://hook.example/", Type: "ROWS"));
        return await rig.StartAsync();
    }

    private void AssertExact(int count)
    {
        var arrivals = new Arrivals(_vendor.Accepted);
        Assert.Equal((count, 0), (arrivals.Seen.Count, arrivals.Duplicates));
        Assert.Empty(arrivals.OutOfOrder);
    }
}
