using Pintle.DestinationKit.Delivery;
using Pintle.Events;
using Pintle.Lanes.Owner;
using Pintle.Router.Committing;
using Pintle.Router.Parking;
using Pintle.Router.Progress;
using Pintle.Router.Sending;
using Pintle.Store;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Router.Tests.Formats;

/// <summary>What the router packs into the store, byte for byte: see <c>Store.Tests/Formats/PackedFormatTests</c>.</summary>
public sealed class PackedFormatTests
{
    private static readonly IReadOnlyList<WireRequest> Requests =
    [
        new("POST", "http://example/?a=1", [new("content-type", "application/json"), new("X-É", "ü")], "{\"n\":1}"u8.ToArray()),
        new("DELETE", "http://example/2", [], default),
    ];

    [Fact]
    public void Requests_of_a_parked_event() => Matches(RequestPacking.Pack(Requests));

    [Fact]
    public void Places_of_events() => Matches(EventAddress.Pack([new(7, 300, 12), new(7, 301, 12), new(7, 1_000_000, 4_000)]));

    [Fact]
    public void Parked_user()
    {
        var user = new ParkedUser(new ParkedKey("dst:hook", 7, new UserKey(42)));
        user.Fail(new FailedEvent(new EventAddress(7, 300, 12), Requests, 4, Some.Time, new Verdict(VerdictKind.Retry, 503, "answered 503", "later")), Some.Time.AddMinutes(1));
        user.AddBehind(new EventAddress(7, 305, 13));
        user.AddBehind(new EventAddress(7, 400, 20));
        var commit = new CommitBuilder();
        user.CollectInto(commit);
        Matches([.. commit.Parked.Single().State, .. commit.ParkedRanges.Single().Events]);
    }

    [Fact]
    public void Consumer()
    {
        // What one node packed is what the next one loads: lanes with done sets, connections open and ended.
        var grants = Enumerable.Range(0, Lane.Count).Select(l => new LaneGrant(l, l + 1, l * 1_000L)).ToList();
        var lanes = new ByteWriter();
        foreach (var grant in grants)
        {
            lanes.Varint(grant.Lane);
            lanes.Varint(grant.Epoch);
            var progress = new LaneProgress(grant.NextOffset);
            progress.MarkDone(grant.NextOffset);
            progress.MarkDone(grant.NextOffset + 5);
            progress.MarkDone(grant.NextOffset + 200);
            progress.Write(lanes);
        }

        var state = new ByteWriter();
        state.Byte(1);
        state.Varint(77L);
        state.Varint(70L);
        state.Varint(grants.Count);
        state.Bytes(lanes.Written);
        state.Varint(2L);
        var span = new ConnectionSpan("src", [.. grants.Select(g => g.NextOffset)], null);
        span.Write(state);
        span.EndAt([.. grants.Select(g => g.NextOffset + 9)]).Write(state);
        var loaded = ShardProgress.Load(0, [new StoredConsumerRow("node", "dst:hook", state.ToArray())]);
        Assert.Equal(state.ToArray(), loaded.Pack(new LaneHeads(grants)));
        Matches(state.ToArray());
    }

    private static void Matches(byte[] packed, [System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        Snapshot.Matches(string.Join('\n', packed.Chunk(64).Select(Convert.ToHexStringLower)), member: member);
}
