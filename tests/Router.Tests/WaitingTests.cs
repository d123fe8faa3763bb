using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Appended = settled, as committed, + waiting: at every moment, and again after a crash.</summary>
public sealed class WaitingTests
{
    private const int Users = 60;

    [Fact]
    public async Task What_waits_and_what_is_counted_add_up_under_load_over_crashes_and_in_every_state()
    {
        await using var rig = await new RouterRig { Options = new() { MaxInFlight = 20, MaxUncommitted = 100 } }.StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(
            call.Number % 17 == 0 ? HttpStatusCode.BadRequest
            : call.User == "u1" || (call.Number % 5 == 0 && Random.Shared.Next(2) == 0) ? HttpStatusCode.InternalServerError
            : HttpStatusCode.OK));
        var appended = 0;
        var (sawParked, sawWaiting) = (false, false);
        for (var round = 0; round < 60; round++)
        {
            await rig.AppendAsync(Enumerable.Range(appended, 50).Select(n => ($"u{n % Users}", (long)n)));
            appended += 50;
            for (var look = 0; look < 5; look++)
            {
                var (waiting, settled, parked) = await LookAsync(rig);
                Assert.Equal(appended, waiting + settled);
                (sawParked, sawWaiting) = (sawParked || parked > 0, sawWaiting || waiting > 0);
                rig.Time.Advance(TimeSpan.FromMilliseconds(30));
            }

            if (round % 20 == 19)
            {
                await rig.CrashAsync();
                await rig.StartAsync();
            }
        }

        Assert.True(sawParked && sawWaiting);
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilAsync(rig.IsIdle, TimeSpan.FromSeconds(1));
        Assert.Equal((0, appended, 0), await LookAsync(rig));
    }

    [Fact]
    public async Task A_status_does_not_wait_for_a_store_that_is_away()
    {
        await using var rig = await new RouterRig().StartAsync();
        await rig.AppendAsync([("u", 1)]);
        rig.Store.IsAway = true;
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount == 1);
        var status = rig.Router.StatusAsync(rig.Ct);
        await rig.UntilAsync(() => status.IsCompleted);
        Assert.Equal(1, Assert.Single(await status).Waiting);
        rig.Store.IsAway = false;
        await rig.UntilAsync(rig.IsIdle);
    }

    private static async Task<(long Waiting, long Settled, int Parked)> LookAsync(RouterRig rig)
    {
        var looking = rig.Router.BetweenCommitsAsync(
            async () =>
            {
                var (delivered, dead) = (await rig.CountAsync(OutcomeKind.Delivered), await rig.CountAsync(OutcomeKind.Dead));
                var status = rig.Status();
                return (status.Waiting, delivered + dead, status.ParkedUsers);
            },
            rig.Ct);
        return await looking;
    }
}
