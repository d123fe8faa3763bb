using Pintle.Lanes.Processing;
using Pintle.Lanes.Tail;
using Pintle.Store.Segments;
using Pintle.TestKit;
using Pintle.Workspace;

namespace Pintle.Lanes.Tests.Tail;

public sealed class ShardTailTests
{
    private const int BodyBytes = 800;

    // A segment of one event weighs three times (800 + 200) bytes.
    private readonly ShardTail _tail = new(budgetBytes: 96_000, lastSequence: 0, Share);

    [Fact]
    public void Without_consumers_it_keeps_what_its_budget_allows()
    {
        Publish(1, 100);
        Assert.False(Covers(68));
        Assert.True(Covers(69));
    }

    [Fact]
    public void What_every_consumer_has_passed_goes_except_the_last_sixteenth()
    {
        using var fast = _tail.Subscribe(() => { }, processes: true);
        using var slow = _tail.Subscribe(() => { }, processes: true);
        Publish(1, 20);
        fast.MovedTo(21);
        slow.MovedTo(11);
        Publish(21, 21);
        Assert.False(Covers(10));
        Assert.True(Covers(11));
        slow.MovedTo(22);
        Publish(22, 22);
        Assert.False(Covers(20));
        Assert.True(Covers(21));
    }

    [Fact]
    public void A_consumer_that_stands_still_holds_no_more_than_the_budget_and_none_when_it_is_gone()
    {
        var still = _tail.Subscribe(() => { }, processes: true);
        using var moving = _tail.Subscribe(() => { }, processes: true);
        Publish(1, 100);
        Assert.True(Covers(69));
        Assert.False(Covers(68));
        still.Dispose();
        moving.MovedTo(101);
        Publish(101, 101);
        Assert.False(Covers(99));
    }

    [Fact]
    public void Consumers_are_woken_until_they_leave()
    {
        var woken = 0;
        var subscription = _tail.Subscribe(() => woken++, processes: false);
        Publish(1, 2);
        subscription.Dispose();
        Publish(3, 3);
        Assert.Equal(2, woken);
    }

    private bool Covers(long sequence)
    {
        var found = _tail.From(sequence, 1, out var covered);
        Assert.True(!covered || found[0].Sequence == sequence);
        return covered;
    }

    private void Publish(int from, int to)
    {
        for (var sequence = from; sequence <= to; sequence++)
        {
            _tail.Publish(new Segment
            {
                Shard = 0,
                Sequence = sequence,
                AppendedAt = Some.Time,
                Lanes = [new LaneRange(0, 1, sequence, 1)],
                Events = [new SegmentEvent(0, sequence, Some.Event(0).Header, new byte[BodyBytes])],
            });
        }
    }

    private static TailSegment Share(Segment segment) => new(segment, new ProcessingSteps(null!, null!, null!, null!), new WorkspaceHolder(), () => true);
}
