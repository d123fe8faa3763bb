using Pintle.Events;
using Pintle.Lanes.Duplicates;
using Pintle.TestKit;

namespace Pintle.Lanes.Tests.Duplicates;

public sealed class DuplicateWindowTests
{
    private const int Most = 1_500;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Remembers_exactly_what_a_plain_list_of_the_recent_past_remembers(int seed)
    {
        var random = new Random(seed);
        var window = new DuplicateWindow(Length, Most);
        var model = new List<(MessageKey Key, DateTimeOffset At)>();
        var now = Some.Time;
        for (var step = 0; step < 40_000; step++)
        {
            // Few low bits, so that keys meet in the table.
            var key = new MessageKey(new UInt128((ulong)random.Next(40), (ulong)random.Next(4) + ((ulong)random.Next(3_000) << 7)));
            var isKnown = model.Exists(m => m.Key == key);
            Assert.Equal(isKnown, window.Contains(key));
            window.Add(key, now);
            if (!isKnown)
            {
                model.Add((key, now));
                if (model.Count > Most)
                {
                    model.RemoveAt(0);
                }
            }

            if (random.Next(50) == 0)
            {
                now += TimeSpan.FromMilliseconds(random.Next(2_000));
            }

            if (random.Next(20_000) == 0)
            {
                now += Length;
            }

            window.Expire(now);
            model.RemoveAll(m => m.At < now - Length);
            Assert.Equal(model.Count, window.Count);
            Assert.Equal(model.Count == 0 ? null : model[0].At, window.Oldest);
        }
    }

    [Fact]
    public void A_key_whose_hash_is_zero_is_a_key_like_any_other()
    {
        var window = new DuplicateWindow(Length, Most);
        var zero = new MessageKey(UInt128.Zero);
        Assert.False(window.Contains(zero));
        window.Add(zero, Some.Time);
        Assert.True(window.Contains(zero));
        window.Expire(Some.Time + Length + TimeSpan.FromSeconds(1));
        Assert.False(window.Contains(zero));
    }
}
