namespace Pintle.Events.Tests;

public sealed class LiveFeedTests
{
    [Fact]
    public void A_watcher_that_does_not_read_holds_nothing_up_and_learns_what_it_missed()
    {
        var feed = new LiveFeed();
        using var slow = feed.Watch(_ => true);
        using var picky = feed.Watch(step => step.StatusCode == 4_999);
        for (var n = 0; n < 5_000; n++)
        {
            feed.Publish(new LiveStep(DateTimeOffset.UnixEpoch, "delivered", "src", "hook", "m", "track", "", n, ""));
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
        var watch = feed.Watch(_ => true);
        Assert.True(feed.HasWatchers);
        watch.Dispose();
        Assert.False(feed.HasWatchers);
    }
}
