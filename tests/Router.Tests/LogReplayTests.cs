using System.Net;
using Pintle.Router.Replay;
using Pintle.Router.Tests.Rig;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Replays from the log, in good weather and bad.</summary>
public sealed class LogReplayTests
{
    [Fact]
    public async Task Everything_is_delivered_again_once_in_order_and_counted_apart()
    {
        await using var rig = await WithEventsAsync(3_000);
        var live = rig.Vendor().AcceptedCount;
        await StartAsync(rig, Whole(rig));
        var job = await UntilEndedAsync(rig);

        var again = new Arrivals(rig.Vendor().Accepted.Skip(live));
        Assert.Equal((3_000, 0), (again.Seen.Count, again.Duplicates));
        Assert.Empty(again.OutOfOrder);
        Assert.Equal(JobState.Done, job.State);
        Assert.Equal(new JobProgress(3_000, 3_000, 3_000, 0, 0, 0, 0, 1), job.Progress);
        Assert.Equal(3_000, await rig.CountAsync(OutcomeKind.Delivered, replay: true));
        Assert.Equal(3_000, await rig.CountAsync(OutcomeKind.Delivered));
        await rig.UntilAsync(() => !rig.Store.Outcomes.ConsumersAsync(0, null, rig.Ct).Result.Any(c => c.Consumer.StartsWith("job:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_range_and_a_person_take_only_what_they_cover()
    {
        await using var rig = await WithEventsAsync(200);
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        var from = rig.Time.GetUtcNow();
        await rig.AppendAsync(Enumerable.Range(1_000, 200).Select(n => ($"u{n % 20}", (long)n)));
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        var to = rig.Time.GetUtcNow();
        await rig.AppendAsync(Enumerable.Range(2_000, 200).Select(n => ($"u{n % 20}", (long)n)));
        await rig.UntilAsync(rig.IsIdle);
        var live = rig.Vendor().AcceptedCount;

        await StartAsync(rig, new LogReplayRequest("hook", from, to) { User = "u7", EventName = "E", Types = ["Track"] });
        var job = await UntilEndedAsync(rig);
        Assert.Equal(Enumerable.Range(1_000, 200).Where(n => n % 20 == 7).Select(n => new RigCall("u7", n)), rig.Vendor().Accepted.Skip(live));
        Assert.Equal((200, 10), (job.Progress.Read, job.Progress.Matched));

        await StartAsync(rig, new LogReplayRequest("hook", from, to) { EventName = "other" });
        await UntilEndedAsync(rig);
        Assert.Equal(live + 10, rig.Vendor().AcceptedCount);
    }

    [Fact]
    public async Task A_crash_in_the_middle_repeats_no_more_than_was_uncommitted_and_the_progress_is_exact()
    {
        const int Events = 20_000;
        await using var rig = await WithEventsAsync(Events);
        var live = rig.Vendor().AcceptedCount;
        await StartAsync(rig, Whole(rig));
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount > live + (Events / 2));
        await rig.CrashAsync();
        await rig.StartAsync();
        var job = await UntilEndedAsync(rig);

        var again = new Arrivals(rig.Vendor().Accepted.Skip(live));
        Assert.Equal(Events, again.Seen.Count);
        Assert.InRange(again.Duplicates, 0, rig.Options.MaxUncommitted + rig.Options.MaxInFlight);
        Assert.Empty(again.OutOfOrder);
        Assert.Equal((Events, Events), (job.Progress.Read, job.Progress.Delivered));
        Assert.Equal(Events, await rig.CountAsync(OutcomeKind.Delivered, replay: true));
    }

    [Fact]
    public async Task Failures_are_tried_again_in_order_and_end_as_dead_letters_as_live_ones_do()
    {
        await using var rig = await WithEventsAsync(400);
        var live = rig.Vendor().AcceptedCount;
        var failed = new HashSet<RigCall>();
        rig.Vendor().Answer = (call, _) =>
        {
            lock (failed)
            {
                return Task.FromResult(RigVendor.Of(
                    call.User == "u3" ? HttpStatusCode.BadRequest
                    : call.Number % 3 == 0 && failed.Add(call) ? HttpStatusCode.InternalServerError
                    : HttpStatusCode.OK));
            }
        };
        await StartAsync(rig, Whole(rig));
        var job = await UntilEndedAsync(rig);

        var again = new Arrivals(rig.Vendor().Accepted.Skip(live));
        Assert.Equal((380, 0), (again.Seen.Count, again.Duplicates));
        Assert.Empty(again.OutOfOrder);
        Assert.Equal((380, 20), (job.Progress.Delivered, job.Progress.Failed));
        Assert.Equal(20, Assert.Single(await rig.Store.DeadLetters.GroupsAsync(new("hook"), rig.Ct)).Count);
        Assert.Equal(20, await rig.CountAsync(OutcomeKind.Dead, replay: true));
    }

    [Fact]
    public async Task What_comes_in_after_the_start_is_not_part_of_it_and_is_not_held_up()
    {
        await using var rig = await WithEventsAsync(2_000);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var live = rig.Vendor().AcceptedCount;
        rig.Vendor().Answer = async (call, _) =>
        {
            if (call.User.StartsWith('u'))
            {
                await gate.Task;
            }

            return RigVendor.Of(HttpStatusCode.OK);
        };
        await StartAsync(rig, Whole(rig));
        await rig.UntilAsync(() => rig.Vendor().Calls >= live + 10);
        await rig.AppendAsync(Enumerable.Range(0, 200).Select(n => ($"live{n}", (long)n)));
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount == live + 200);
        gate.SetResult();
        var job = await UntilEndedAsync(rig);
        Assert.Equal(2_000, job.Progress.Delivered);
        Assert.Equal(live + 2_200, rig.Vendor().AcceptedCount);
    }

    [Fact]
    public async Task A_pace_is_kept()
    {
        await using var rig = await WithEventsAsync(100);
        var live = rig.Vendor().AcceptedCount;
        var start = rig.Time.GetUtcNow();
        await StartAsync(rig, Whole(rig) with { Rate = "20/1s" });
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount == live + 100);
        Assert.InRange((rig.Time.GetUtcNow() - start).TotalSeconds, 4.9, 8);
        await UntilEndedAsync(rig);
    }

    [Fact]
    public async Task A_cancelled_job_stays_cancelled_over_a_crash_and_makes_room_for_the_next()
    {
        await using var rig = await WithEventsAsync(2_000);
        var live = rig.Vendor().AcceptedCount;
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        var job = await StartAsync(rig, Whole(rig));
        Assert.Equal(job, (await rig.Router.Replays!.StartAsync(Whole(rig), rig.Ct)).InTheWay);
        Assert.Equal(job, (await rig.Router.Replays.StartAsync(new DeadLetterFilter("hook"))).InTheWay);
        var cancelled = rig.Router.Replays.CancelAsync(job);
        await rig.UntilAsync(() => cancelled.IsCompleted);
        Assert.True(await cancelled);
        await rig.CrashAsync();
        rig.Configure(RouterRig.Hook());
        await rig.StartAsync();
        Assert.Equal(JobState.Cancelled, Assert.Single(await rig.Router.Replays.ListAsync(rig.Ct)).State);
        Assert.Equal(live, rig.Vendor().AcceptedCount);

        await StartAsync(rig, Whole(rig));
        Assert.Equal(JobState.Done, (await UntilEndedAsync(rig)).State);
        Assert.Equal(live + 2_000, rig.Vendor().AcceptedCount);
    }

    [Fact]
    public async Task A_destination_that_no_longer_receives_events_ends_the_job_without_dead_letters()
    {
        await using var rig = await WithEventsAsync(500);
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        await StartAsync(rig, Whole(rig));
        rig.Configure(RouterRig.Hook() with { Enabled = false });
        var job = await UntilEndedAsync(rig);
        Assert.Equal((JobState.Failed, "The destination was disabled."), (job.State, job.Problem));
        Assert.Equal(0, await rig.CountAsync(OutcomeKind.Dead, replay: true));
    }

    [Fact]
    public async Task A_log_that_was_cut_is_refused_unless_what_there_is_will_do()
    {
        await using var rig = await WithEventsAsync(500);
        var begin = Whole(rig);
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.Store.TrimAsync(0, rig.Router.LowestNeeded(0), rig.Time.GetUtcNow(), rig.Ct);
        await rig.AppendAsync([("later", 1)]);
        var stored = rig.Time.GetUtcNow();
        await rig.UntilAsync(rig.IsIdle);
        var live = rig.Vendor().AcceptedCount;

        var refused = await rig.Router.Replays!.StartAsync(begin with { To = DateTimeOffset.MaxValue }, rig.Ct);
        Assert.Null(refused.Job);
        Assert.InRange(refused.LogBegins!.Value, stored.AddSeconds(-1), stored);
        await StartAsync(rig, begin with { To = DateTimeOffset.MaxValue, Available = true });
        await UntilEndedAsync(rig);
        Assert.Equal("later", Assert.Single(rig.Vendor().Accepted.Skip(live)).User);
    }

    [Fact]
    public async Task Cutting_the_log_loses_nothing_that_a_running_replay_still_needs()
    {
        await using var rig = await WithEventsAsync(1_000);
        var live = rig.Vendor().AcceptedCount;
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.UntilAsync(() => rig.Status().Mode == "wait");
        await StartAsync(rig, Whole(rig) with { User = "u5" });
        rig.Time.Advance(TimeSpan.FromHours(25));
        var spilling = rig.Router.SpillAsync(0, rig.Time.GetUtcNow(), rig.Ct);
        await rig.UntilAsync(() => spilling.IsCompleted);
        Assert.True((await rig.Store.TrimAsync(0, rig.Router.LowestNeeded(0), rig.Time.GetUtcNow(), rig.Ct)).Segments > 0);
        await rig.CrashAsync();
        rig.Configure(RouterRig.Hook());
        await rig.StartAsync();
        Assert.Equal(50, (await UntilEndedAsync(rig)).Progress.Delivered);
        Assert.Equal(live + 50, rig.Vendor().AcceptedCount);
    }

    private static LogReplayRequest Whole(RouterRig rig) => new("hook", rig.Time.GetUtcNow().AddHours(-1), rig.Time.GetUtcNow().AddTicks(1));

    private static async Task<Guid> StartAsync(RouterRig rig, LogReplayRequest request)
    {
        var starting = rig.Router.Replays!.StartAsync(request, rig.Ct);
        await rig.UntilAsync(() => starting.IsCompleted);
        return (await starting).Job!.Value;
    }

    private static async Task<RouterRig> WithEventsAsync(int count)
    {
        var rig = await new RouterRig().StartAsync();
        for (var from = 0; from < count; from += 500)
        {
            await rig.AppendAsync(Enumerable.Range(from, Math.Min(500, count - from)).Select(n => ($"u{n % 20}", (long)n)));
        }

        await rig.UntilCountAsync(OutcomeKind.Delivered, count);
        return rig;
    }

    private static async Task<JobView> UntilEndedAsync(RouterRig rig)
    {
        while (true)
        {
            if ((await rig.Router.Replays!.ListAsync(rig.Ct))[0] is { State: not JobState.Running } ended)
            {
                return ended;
            }

            rig.Time.Advance(TimeSpan.FromMilliseconds(60));
            await Task.Delay(5, rig.Ct);
        }
    }
}
