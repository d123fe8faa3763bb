using System.Net;
using Pintle.Events;
using Pintle.Router.Tests.Rig;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Counts of job runs: exact, also through a crash.</summary>
public sealed class JobRunTests
{
    [Fact]
    public async Task A_runs_counts_add_up_through_a_crash_and_go_when_it_is_forgotten()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.User == "bad" ? HttpStatusCode.BadRequest : call.User == "parks" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await rig.AppendAsync([("good", 1), ("good", 2), ("bad", 1), ("parks", 1), ("parks", 2)], "run");
        await rig.AppendAsync([("good", 3)], "other");
        await rig.AppendAsync([("good", 4)]);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 4);
        await rig.UntilCountAsync(OutcomeKind.Dead, 1);
        await rig.UntilCountAsync(OutcomeKind.Received, 7, "");

        var status = (await rig.Router.JobRuns.StatusAsync("run", [], [], rig.Ct))!;
        var source = Assert.Single(Assert.Single(status.Tasks).Sources);
        Assert.Equal(("", "src", true, new JobRunStats(5, 5, 0)), (status.Tasks[0].Id, source.Id, source.Completed, source.Stats));
        Assert.Equal([new JobRunDestination("hook", false, new JobRunStats(5, 2, 1))], source.Destinations);
        Assert.False(status.IsCompleted);

        await rig.CrashAsync();
        await rig.StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilCountAsync(OutcomeKind.Delivered, 6);
        status = (await rig.Router.JobRuns.StatusAsync("run", [], ["src"], rig.Ct))!;
        Assert.Equal([new JobRunDestination("hook", true, new JobRunStats(5, 4, 1))], status.Tasks[0].Sources[0].Destinations);
        Assert.True(status.IsCompleted);
        Assert.Null(await rig.Router.JobRuns.StatusAsync("run", ["task"], [], rig.Ct));

        await WaitAsync(rig, rig.Router.JobRuns.ForgetAsync("run", rig.Ct));
        Assert.Null(await rig.Router.JobRuns.StatusAsync("run", [], [], rig.Ct));
        Assert.NotNull(await rig.Router.JobRuns.StatusAsync("other", [], [], rig.Ct));
    }

    [Fact]
    public async Task A_replayed_failure_is_taken_back()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.BadRequest));
        await rig.AppendAsync([("u", 1), ("v", 1)], "run");
        await rig.UntilCountAsync(OutcomeKind.Dead, 2);
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.User == "u" ? HttpStatusCode.OK : HttpStatusCode.BadRequest));
        await WaitAsync(rig, rig.Router.Replays!.StartAsync(new DeadLetterFilter("hook")));
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1, replay: true);
        await rig.UntilCountAsync(OutcomeKind.Dead, 1, replay: true);

        var status = (await rig.Router.JobRuns.StatusAsync("run", [], [], rig.Ct))!;
        Assert.Equal(new JobRunStats(2, 1, 1), status.Tasks[0].Sources[0].Destinations[0].Stats);
    }

    [Fact]
    public async Task Failures_of_a_run_are_listed_page_by_page_with_their_records()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.BadRequest));
        for (var n = 1; n <= 3; n++)
        {
            await rig.AppendAsync([("u", n)], "run");
            await rig.AppendAsync([("v", n)], "other");
            await rig.UntilCountAsync(OutcomeKind.Dead, 2 * n);
        }

        var (found, after) = (new List<JobRunFailure>(), (string?)null);
        do
        {
            var page = await rig.Router.JobRuns.FailuresAsync("run", [], [], after, 1, rig.Ct);
            found.AddRange(page.Records);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["1", "2", "3"], found.Select(f => f.Record.GetRawText()));
        Assert.All(found, f => Assert.Equal(("", "src", "hook", 400), (f.TaskId, f.SourceId, f.DestinationId, f.Code)));
        await Assert.ThrowsAsync<FormatException>(() => rig.Router.JobRuns.FailuresAsync("run", [], [], "nonsense", 1, rig.Ct));
    }

    private static async Task WaitAsync(RouterRig rig, Task work)
    {
        await rig.UntilAsync(() => work.IsCompleted);
        await work;
    }
}
