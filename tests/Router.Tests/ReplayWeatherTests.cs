using System.Net;
using Pintle.Router.Replay;
using Pintle.Router.Tests.Rig;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Replays of dead letters when things go wrong around them.</summary>
public sealed class ReplayWeatherTests
{
    private static readonly DeadLetterFilter All = new("hook");

    [Fact]
    public async Task A_crash_in_the_middle_loses_no_letter_leaves_none_over_and_repeats_no_more_than_was_uncommitted()
    {
        const int Letters = 20_000;
        await using var rig = await WithLettersAsync(Letters);
        await rig.Router.Replays!.StartAsync(All);
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount > Letters / 2);
        await rig.CrashAsync();
        await rig.StartAsync();
        await UntilJobAsync(rig, JobState.Done);

        var arrivals = new Arrivals(rig.Vendor().Accepted);
        Assert.Equal(Letters, arrivals.Seen.Count);
        Assert.InRange(arrivals.Duplicates, 0, rig.Options.MaxUncommitted + rig.Options.MaxInFlight);
        Assert.Empty(arrivals.OutOfOrder);
        Assert.Empty(await rig.Store.DeadLetters.GroupsAsync(All, rig.Ct));
        Assert.Equal(Letters, await rig.CountAsync(OutcomeKind.Delivered, replay: true));
    }

    [Fact]
    public async Task Letters_that_fail_again_are_new_letters_and_the_job_ends()
    {
        await using var rig = await WithLettersAsync(500);
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.Number % 2 == 0 ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await rig.Router.Replays!.StartAsync(All);
        await UntilJobAsync(rig, JobState.Done);

        var group = Assert.Single(await rig.Store.DeadLetters.GroupsAsync(All, rig.Ct));
        Assert.Equal(("answered 500", 250L), (group.Reason, group.Count));
        Assert.Equal(250, await rig.CountAsync(OutcomeKind.Delivered, replay: true));
        Assert.Equal(250, await rig.CountAsync(OutcomeKind.Dead, replay: true));
    }

    [Fact]
    public async Task A_filter_by_reason_and_time_takes_only_what_it_covers()
    {
        await using var rig = await WithLettersAsync(100);
        var between = rig.Time.GetUtcNow();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.Gone));
        await rig.AppendAsync(Enumerable.Range(1_000, 50).Select(n => ("later", (long)n)));
        await rig.UntilCountAsync(OutcomeKind.Dead, 150);
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));

        await rig.Router.Replays!.StartAsync(All with { Reason = "answered 410", To = between });
        await UntilJobAsync(rig, JobState.Done);
        Assert.Equal(0, rig.Vendor().AcceptedCount);
        await rig.Router.Replays.StartAsync(All with { Reason = "answered 410", From = between });
        await rig.UntilCountAsync(OutcomeKind.Delivered, 50, replay: true);
        Assert.Equal("answered 400", Assert.Single(await rig.Store.DeadLetters.GroupsAsync(All, rig.Ct)).Reason);
    }

    [Fact]
    public async Task Live_events_go_on_while_a_replay_fills_the_places()
    {
        await using var rig = await WithLettersAsync(5_000);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Vendor().Answer = async (call, _) =>
        {
            if (call.User.StartsWith('u'))
            {
                await gate.Task;
            }

            return RigVendor.Of(HttpStatusCode.OK);
        };
        await rig.Router.Replays!.StartAsync(All);
        await rig.UntilAsync(() => rig.Status().InFlight >= 10);
        await rig.AppendAsync(Enumerable.Range(0, 200).Select(n => ($"live{n}", (long)n)));

        // Replayed requests hang; live ones must not wait for them.
        await rig.UntilAsync(() => rig.Vendor().Accepted.Count(c => c.User.StartsWith("live", StringComparison.Ordinal)) == 200);
        gate.SetResult();
        await UntilJobAsync(rig, JobState.Done);
    }

    [Fact]
    public async Task A_cancelled_replay_is_cancelled_also_when_its_destination_is_paused_and_after_a_crash()
    {
        await using var rig = await WithLettersAsync(3_000);
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        var job = (await rig.Router.Replays!.StartAsync(All)).Job!.Value;
        Assert.True(await rig.Router.Replays.CancelAsync(job));
        await UntilJobAsync(rig, JobState.Cancelled);
        await rig.CrashAsync();
        rig.Configure(RouterRig.Hook());
        await rig.StartAsync();
        await rig.AppendAsync([("after", 1)]);
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount >= 1 && rig.IsIdle());

        Assert.Equal("after", Assert.Single(rig.Vendor().Accepted).User);
        Assert.Equal(3_000, (await rig.Store.DeadLetters.GroupsAsync(All, rig.Ct)).Sum(g => g.Count));
    }

    [Fact]
    public async Task Of_two_replays_of_a_destination_the_second_waits_for_the_end_of_the_first()
    {
        await using var rig = await WithLettersAsync(500);
        var first = await rig.Router.Replays!.StartAsync(All);
        var second = await rig.Router.Replays.StartAsync(All);
        Assert.Equal((null, first.Job), (second.Job, second.InTheWay));
        await UntilJobAsync(rig, JobState.Done);
        Assert.Equal(500, rig.Vendor().AcceptedCount);

        Assert.NotNull((await StartAsync(rig, All)).Job);
        Assert.Equal((null, null), await StartAsync(rig, new DeadLetterFilter("nobody")));
    }

    [Fact]
    public async Task What_is_blocked_leaves_no_letter_and_a_replay_of_the_log_counts_it_as_dropped()
    {
        await using var rig = await new RouterRig { IsBlocked = user => user == "u3" }.StartAsync();
        var from = rig.Time.GetUtcNow();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.BadRequest));
        await rig.AppendAsync(Enumerable.Range(0, 100).Select(n => ($"u{n % 10}", (long)n)));
        await rig.UntilCountAsync(OutcomeKind.Dead, 90);
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));

        var starting = rig.Router.Replays!.StartAsync(new LogReplayRequest("hook", from, rig.Time.GetUtcNow()), rig.Ct);
        await rig.UntilAsync(() => starting.IsCompleted);
        await UntilJobAsync(rig, JobState.Done);
        Assert.Equal(90, rig.Vendor().AcceptedCount);
        Assert.Equal(10, await rig.CountAsync(OutcomeKind.Dropped, replay: true));
        var progress = (await rig.Router.Replays.ListAsync(rig.Ct))[0].Progress;
        Assert.Equal((100, 90, 10, 0), (progress.Matched, progress.Delivered, progress.Dropped, progress.Waiting));
    }

    // A replay leaves out what failed at the very instant of its start. The rig's clock stands still while the store commits, as no real one does.
    [Fact]
    public async Task A_letter_is_replayed_also_when_the_clock_stood_still_from_its_failure_to_its_commit()
    {
        await using var rig = await new RouterRig().StartAsync();
        var answer = new TaskCompletionSource<HttpStatusCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Vendor().Answer = async (_, _) => RigVendor.Of(await answer.Task);
        await rig.AppendAsync([("u", 1)]);
        await rig.UntilAsync(() => rig.Vendor().Calls == 1);
        var failedAt = rig.Time.GetUtcNow();
        answer.SetResult(HttpStatusCode.BadRequest);
        while (await rig.CountAsync(OutcomeKind.Dead) == 0)
        {
            await rig.Router.FlushAsync(rig.Ct);
        }

        Assert.Equal(failedAt, Assert.Single((await rig.Store.DeadLetters.PageAsync(All, null, 1, rig.Ct)).Letters).Letter.FailedAt);
        Assert.Equal(failedAt, rig.Time.GetUtcNow());
        await rig.UntilCountAsync(OutcomeKind.Dead, 1);
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        Assert.NotNull((await StartAsync(rig, All)).Job);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1, replay: true);
    }

    private static async Task<(Guid? Job, Guid? InTheWay)> StartAsync(RouterRig rig, DeadLetterFilter filter)
    {
        var start = await rig.Router.Replays!.StartAsync(filter);
        return (start.Job, start.InTheWay);
    }

    private static async Task<RouterRig> WithLettersAsync(int count)
    {
        var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.BadRequest));
        for (var from = 0; from < count; from += 1_000)
        {
            await rig.AppendAsync(Enumerable.Range(from, Math.Min(1_000, count - from)).Select(n => ($"u{n % 200}", (long)n)));
        }

        await rig.UntilCountAsync(OutcomeKind.Dead, count);
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        return rig;
    }

    private static async Task UntilJobAsync(RouterRig rig, JobState state)
    {
        while ((await rig.Router.Replays!.ListAsync(rig.Ct))[0].State != state)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(60));
            await Task.Delay(5, rig.Ct);
        }
    }
}
