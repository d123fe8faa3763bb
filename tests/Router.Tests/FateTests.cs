using System.Net;
using Pintle.Events;
using Pintle.Router.Tests.Rig;
using Pintle.Router.Tracing;
using Pintle.Store;
using Pintle.Store.Segments;

namespace Pintle.Router.Tests;

/// <summary>What the running loops say of single events.</summary>
public sealed class FateTests
{
    [Fact]
    public async Task A_parked_users_events_are_told_apart_in_memory_after_a_spill_and_after_a_crash()
    {
        await using var rig = new RouterRig();
        await rig.StartAsync();
        rig.Vendor().Answer = (call, _) => Task.FromResult(RigVendor.Of(call.Number == 1 ? HttpStatusCode.InternalServerError : HttpStatusCode.OK));
        await rig.AppendAsync(Enumerable.Range(0, 5).Select(n => ("u1", (long)n)));
        await rig.UntilAsync(() => rig.Status().ParkedUsers == 1 && Kind(rig, "u1", 1) == FateKind.Parked);
        var events = await ReadAsync(rig);
        Expect(attempts: 1);

        await rig.UntilAsync(() => Fate(rig, events[1]).Attempts > 12, TimeSpan.FromSeconds(30));
        await rig.Router.FlushAsync(rig.Ct);
        var spilling = rig.Router.SpillAsync(0, rig.Time.GetUtcNow(), rig.Ct);
        await rig.UntilAsync(() => spilling.IsCompleted);
        await spilling;
        Expect(attempts: 12);

        await rig.CrashAsync();
        await rig.StartAsync();
        Expect(attempts: 12);

        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilAsync(() => events.All(e => Fate(rig, e).Kind == FateKind.Done), TimeSpan.FromSeconds(30));

        void Expect(int attempts)
        {
            Assert.Equal([FateKind.Done, FateKind.Parked, FateKind.Waiting, FateKind.Waiting, FateKind.Waiting], events.Select(e => Fate(rig, e).Kind));
            var parked = Fate(rig, events[1]);
            Assert.True(parked.Attempts >= attempts && parked.StatusCode == 500 && parked.NextTry is not null);
            Assert.Equal("answered 500", parked.Detail);
            Assert.Equal("behind a failed event of its user", Fate(rig, events[4]).Detail);
        }
    }

    [Fact]
    public async Task Why_an_event_waits_and_for_how_long_is_said_also_when_nothing_was_taken()
    {
        await using var rig = new RouterRig();
        rig.Configure(RouterRig.Hook() with { Paused = true });
        await rig.StartAsync();
        await rig.AppendAsync([("u1", 0L)]);
        var appended = rig.Time.GetUtcNow();
        var e = Assert.Single(await ReadAsync(rig));

        Assert.Equal((FateKind.Waiting, "the destination does not take events: paused"), (Fate(rig, e).Kind, Fate(rig, e).Detail));
        Assert.Equal("paused", rig.Status().Problem);
        rig.Configure(RouterRig.Hook() with { Url = "" });
        await rig.UntilAsync(() => rig.Status().Problem.StartsWith("its setting webhookUrl can't work", StringComparison.Ordinal));
        rig.Time.Advance(TimeSpan.FromHours(1));
        var oldest = (await rig.Router.OldestWaitingAsync(rig.Ct))["hook"];
        Assert.InRange(oldest!.Value, appended.AddMinutes(-1), appended);

        rig.Vendor().Answer = (_, _) => throw RigVendor.Refused();
        rig.Configure(RouterRig.Hook());
        await rig.UntilAsync(() => Fate(rig, e).Detail.StartsWith("the destination does not take events: connection failed", StringComparison.Ordinal));

        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilAsync(() => Fate(rig, e).Kind == FateKind.Done && rig.IsIdle(), TimeSpan.FromSeconds(1));
        Assert.Null((await rig.Router.OldestWaitingAsync(rig.Ct))["hook"]);
    }

    [Fact]
    public async Task An_event_that_alone_is_sent_back_says_why_while_the_breaker_stays_closed()
    {
        await using var rig = new RouterRig();
        await rig.StartAsync();
        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.Unauthorized));
        await rig.AppendAsync([("u1", 0L)]);
        var e = Assert.Single(await ReadAsync(rig));

        await rig.UntilAsync(() => rig.Vendor().Calls >= 3);
        Assert.False(rig.Status().IsRefusing);
        Assert.Equal("answered 401", rig.Status().Problem);
        Assert.Equal((FateKind.Waiting, "it or another event was sent back: answered 401"), (Fate(rig, e).Kind, Fate(rig, e).Detail));

        rig.Vendor().Answer = (_, _) => Task.FromResult(RigVendor.Of(HttpStatusCode.OK));
        await rig.UntilAsync(() => Fate(rig, e).Kind == FateKind.Done);
        Assert.Equal("", rig.Status().Problem);
    }

    [Fact]
    public async Task An_event_from_before_a_connection_and_one_for_another_destination_are_not_its_own()
    {
        await using var rig = new RouterRig();
        await rig.StartAsync();
        await rig.AppendAsync([("u1", 0L)]);
        rig.Configure(RouterRig.Hook(), RouterRig.Hook("late"));
        await rig.UntilAsync(() => rig.Router.Status().Count == 2);
        await rig.UntilAsync(rig.IsIdle);
        var e = Assert.Single(await ReadAsync(rig));

        Assert.Equal(FateKind.NotConnected, Fate(rig, e, "late").Kind);
        var pinned = e with { Header = e.Header with { DestinationId = "late" } };
        Assert.Equal((FateKind.Filtered, "pinned to another destination"), (Fate(rig, pinned).Kind, Fate(rig, pinned).Detail));
        Assert.True(rig.Router.FateOf(e).IsProcessed);
        Assert.Equal("event blocked", rig.Router.FateOf(e with { Header = e.Header with { IsBlocked = true } }).DropReason);
        Assert.Equal("integrations object", Fate(rig, e with { Body = """{"type":"track","integrations":{"All":false}}"""u8.ToArray() }).Detail);
    }

    private static FateKind Kind(RouterRig rig, string user, long offset)
    {
        var key = UserKey.Of("ws", user, "");
        var header = new EventHeader { SourceId = "src", Type = "track", MessageHash = 1, User = key, ReceivedAt = rig.Time.GetUtcNow() };
        return Fate(rig, new SegmentEvent(Lane.Of(key, default), offset, header, "{}"u8.ToArray())).Kind;
    }

    private static DestinationFate Fate(RouterRig rig, SegmentEvent e, string destination = "hook") =>
        rig.Router.FateOf(e).Destinations.Single(d => d.DestinationId == destination);

    private static async Task<List<SegmentEvent>> ReadAsync(RouterRig rig) =>
        [.. (await rig.Store.ReadAsync(0, 0, 1 << 20, SegmentParts.All, rig.Ct)).SelectMany(s => SegmentDecoder.Decode(s).Events)];
}
