using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Router.Tracing;

namespace Pintle.Router.Tests;

/// <summary>What people are told of events that fail and are tried again.</summary>
public sealed class FailingTests
{
    [Fact]
    public async Task Parked_events_are_grouped_by_what_they_came_back_with_and_the_newest_is_shown()
    {
        await using var rig = await new RouterRig().StartAsync();
        Assert.Empty(await rig.Router.FailingAsync(null, rig.Ct));
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(
            call.Number >= 100 ? HttpStatusCode.OK : call.Number % 3 == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.InternalServerError));
        await rig.AppendAsync(Enumerable.Range(0, 9).Select(n => ($"u{n}", (long)n)).Concat([("u1", 100), ("ok", 101)]));
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 9 && rig.Vendor().AcceptedCount == 1, TimeSpan.FromMilliseconds(1));

        var failing = Assert.Single(await rig.Router.FailingAsync("hook", rig.Ct));
        Assert.Equal(("hook", false, false, 1L), (failing.DestinationId, failing.IsReplay, failing.IsRefusing, failing.Behind));
        Assert.Equal([("answered 500", 500, 6L), ("answered 502", 502, 3L)], failing.Groups.Select(g => (g.Reason, g.StatusCode, g.Events)));
        Assert.All(failing.Groups, g =>
        {
            Assert.NotEmpty(g.Sample.MessageId);
            Assert.Equal("track", g.Sample.Type);
            Assert.StartsWith("POST http://hook.example/", g.Sample.Request, StringComparison.Ordinal);
            Assert.True(g.NextTry > g.Since);
        });
        Assert.Empty(await rig.Router.FailingAsync("other", rig.Ct));
    }

    [Fact]
    public async Task A_destination_that_refuses_as_a_whole_says_why()
    {
        await using var rig = await new RouterRig().StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.Unauthorized));
        await rig.AppendAsync(Enumerable.Range(0, 50).Select(n => ($"u{n}", (long)n)));
        DestinationFailing? failing = null;
        await rig.UntilAsync(() => (failing = rig.Router.FailingAsync(null, rig.Ct).GetAwaiter().GetResult().SingleOrDefault()) is { Problem.Length: > 0 });
        Assert.Contains("401", failing!.Problem, StringComparison.Ordinal);
        Assert.Empty(failing.Groups);
    }
}
