using System.Net;
using Pintle.Router.Replay;
using Pintle.Router.Tests.Rig;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

/// <summary>Replays of chosen letters, and through another version of the transformation.</summary>
public sealed class ChosenLettersTests
{
    private readonly RigCode _code = new();

    [Fact]
    public async Task Exactly_the_chosen_letters_are_replayed_those_that_are_gone_left_aside()
    {
        await using var rig = await WithLettersAsync(RouterRig.Hook());
        var chosen = (await rig.Store.DeadLetters.PageAsync(new("hook"), null, 3, rig.Ct)).Letters.Select(l => l.Ref).ToList();
        var start = await rig.Router.Replays!.StartAsync(new LettersRequest(new("hook")) { Letters = [.. chosen, new DeadLetterRef(0, 9_999, 0)] });
        Assert.Null(start.Problem);
        await UntilDoneAsync(rig);
        Assert.Equal(3, rig.Vendor().AcceptedCount);
        Assert.Equal(17, (await rig.Store.DeadLetters.GroupsAsync(new("hook"), rig.Ct)).Sum(g => g.Count));
        Assert.Empty(await rig.Store.DeadLetters.FindAsync(chosen, rig.Ct));
        var job = (await rig.Router.Replays.ListAsync(rig.Ct))[0];
        Assert.Equal((3, 3, 1.0), (job.Progress.Matched, job.Progress.Delivered, job.Progress.Share));
        Assert.Contains("\"letters\":4", job.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_go_through_the_version_that_is_asked_for_and_live_events_through_the_one_in_force()
    {
        _code.Event = _ => throw new InvalidDataException("a bug");
        await using var rig = await WithLettersAsync(RouterRig.Hook() with { Transformation = "tv" });
        _code.Event = e => [e.GetRawText()];
        _code.Metadata.Clear();
        await rig.Router.Replays!.StartAsync(new LettersRequest(new("hook")) { TransformationVersion = "tv2" });
        await rig.AppendAsync([("live", 1)]);
        await UntilDoneAsync(rig);
        await rig.UntilAsync(() => rig.Vendor().AcceptedCount == 21);
        Assert.Equal(20, _code.Metadata.Count(m => m.GetProperty("transformationVersionId").GetString() == "tv2"));
        Assert.Equal(1, _code.Metadata.Count(m => m.GetProperty("transformationVersionId").GetString() == "tv"));
    }

    [Fact]
    public async Task A_replay_of_the_log_goes_through_the_version_that_is_asked_for()
    {
        await using var rig = new RouterRig { Code = _code.RunAsync };
        rig.Configure(RouterRig.Hook() with { Transformation = "tv" });
        await rig.StartAsync();
        var from = rig.Time.GetUtcNow();
        await rig.AppendAsync([("u", 1), ("v", 2)]);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2);
        var starting = rig.Router.Replays!.StartAsync(new LogReplayRequest("hook", from, rig.Time.GetUtcNow()) { TransformationVersion = "tv2" }, rig.Ct);
        await rig.UntilAsync(() => starting.IsCompleted);
        await UntilDoneAsync(rig);
        Assert.Equal(2, _code.Metadata.Count(m => m.GetProperty("transformationVersionId").GetString() == "tv2"));
    }

    [Fact]
    public async Task A_version_is_refused_where_there_is_no_transformation()
    {
        await using var rig = await WithLettersAsync(RouterRig.Hook());
        var start = await rig.Router.Replays!.StartAsync(new LettersRequest(new("hook")) { TransformationVersion = "tv2" });
        Assert.Equal("transformationVersion: destination \"hook\" has no transformation.", start.Problem);
    }

    private async Task<RouterRig> WithLettersAsync(Pintle.TestKit.Webhook hook)
    {
        var rig = new RouterRig { Code = _code.RunAsync };
        rig.Configure(hook);
        await rig.StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.BadRequest));
        await rig.AppendAsync(Enumerable.Range(0, 20).Select(n => ($"u{n}", (long)n)));
        await rig.UntilCountAsync(OutcomeKind.Dead, 20);
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        return rig;
    }

    private static async Task UntilDoneAsync(RouterRig rig)
    {
        var isDone = false;
        await rig.UntilAsync(() =>
        {
            isDone = rig.Router.Replays!.ListAsync(rig.Ct).GetAwaiter().GetResult()[0].State == JobState.Done;
            return isDone;
        });
    }
}
