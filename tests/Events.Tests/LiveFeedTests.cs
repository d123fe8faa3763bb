using Microsoft.Extensions.Time.Testing;

namespace Pintle.Events.Tests;

public sealed class LiveFeedTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_watcher_that_does_not_read_holds_nothing_up_and_learns_what_it_missed()
    {
        var feed = new LiveFeed(_time);
        using var slow = feed.Watch(new LiveWish { MostPerSecond = 100_000 });
        using var picky = feed.Watch(new LiveWish { User = "u4999", MostPerSecond = 100_000 });
        for (var n = 0; n < 5_000; n++)
        {
            feed.Publish(Step("delivered", n));
        }

        Assert.Equal(3_000, slow.Missed);
        Assert.True(slow.Steps.TryRead(out var oldest));
        Assert.Equal(3_000, oldest.StatusCode);
        Assert.Equal(0, picky.Missed);
        Assert.True(picky.Steps.TryRead(out var only));
        Assert.Equal(4_999, only.StatusCode);
    }

    [Fact]
    public void Who_has_gone_is_not_kept()
    {
        var feed = new LiveFeed();
        Assert.False(feed.HasWatchers);
        var watch = feed.Watch(new LiveWish());
        Assert.True(feed.HasWatchers);
        watch.Dispose();
        Assert.False(feed.HasWatchers);
    }

    [Fact]
    public void What_is_more_than_a_watcher_may_have_a_second_is_left_out_and_counted_and_then_nothing_is_built()
    {
        var feed = new LiveFeed(_time);
        using var watch = feed.Watch(new LiveWish { MostPerSecond = 50 });
        var built = 0;
        for (var slice = 0; slice < 20; slice++)
        {
            for (var n = 0; n < 100; n++)
            {
                if (feed.Wants("delivered", "src", "hook", "track"))
                {
                    built++;
                    feed.Publish(Step("delivered", n));
                }
            }

            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal((100, 1_900L, 100), (built, watch.LeftOut, watch.Steps.Count));
    }

    [Fact]
    public void Nothing_is_built_that_nobody_wishes_for()
    {
        var feed = new LiveFeed(_time);
        using var failures = feed.Watch(new LiveWish { OnlyFailures = true });
        using var other = feed.Watch(new LiveWish { DestinationId = "other" });
        Assert.False(feed.Wants("delivered", "src", "hook", "track"));
        Assert.True(feed.Wants("parked", "src", "hook", "track"));
        Assert.True(feed.Wants("delivered", "src", "other", "track"));
        Assert.Equal(0, failures.LeftOut + other.LeftOut);
    }

    [Fact]
    public void The_event_is_copied_only_for_who_wants_to_see_it_and_not_when_it_is_very_large()
    {
        var feed = new LiveFeed(_time);
        using var with = feed.Watch(new LiveWish { WithEvents = true });
        using var without = feed.Watch(new LiveWish());
        var stored = "{}"u8.ToArray();
        feed.Publish(Step("delivered", 1), stored);
        feed.Publish(Step("delivered", 2), new byte[300_000]);
        stored[0] = 0;
        Assert.True(without.Steps.TryRead(out var bare));
        Assert.True(bare.Event.IsEmpty);
        Assert.True(with.Steps.TryRead(out var full));
        Assert.Equal("{}"u8, full.Event.Span);
        Assert.True(with.Steps.TryRead(out var large));
        Assert.Equal((0, 300_000), (large.Event.Length, large.EventBytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Asking_costs_no_memory_with_nobody_there_and_with_a_watcher_that_has_had_its_share(bool isWatched)
    {
        var feed = new LiveFeed(_time);
        using var watch = isWatched ? feed.Watch(new LiveWish { MostPerSecond = 10 }) : null;
        feed.Publish(Step("delivered", 0));
        Ask(feed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 10_000; n++)
        {
            Ask(feed);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(isWatched ? 10_001 : 0, watch?.LeftOut ?? 0);
    }

    private static void Ask(LiveFeed feed)
    {
        if (feed.HasWatchers && feed.Wants("delivered", "src", "hook", "track"))
        {
            feed.Publish(Step("delivered", 0));
        }
    }

    private static LiveStep Step(string step, int number) => new(DateTimeOffset.UnixEpoch, step, "src", "hook", "m", "track", "", number, "") { User = $"u{number}" };
}
