namespace Pintle.Events.Tests;

/// <summary>These values are stored: they may never change.</summary>
public sealed class KeyTests
{
    [Fact]
    public void A_user_is_keyed_by_user_id_then_by_anonymous_id()
    {
        Assert.Equal(UserKey.Of("ws", "u", "a"), UserKey.Of("ws", "u", "b"));
        Assert.NotEqual(UserKey.Of("ws", "u", ""), UserKey.Of("ws", "", "u"));
        Assert.NotEqual(UserKey.Of("ws1", "u", ""), UserKey.Of("ws2", "u", ""));
        Assert.True(UserKey.Of("ws", "", "").IsNone);
    }

    [Fact]
    public void Message_keys_tell_every_part_apart()
    {
        string[] parts = ["a", "b", "c", "d"];
        var keys = Enumerable.Range(0, 4).Select(i => parts.Select((p, n) => n == i ? p + "x" : p).ToArray())
            .Select(p => MessageKey.Of(p[0], p[1], p[2], p[3])).Append(MessageKey.Of("a", "b", "c", "d")).Append(MessageKey.Of("ab", "", "c", "d"));
        Assert.Equal(6, keys.Distinct().Count());
    }

    [Fact]
    public void Users_are_spread_evenly_over_the_lanes()
    {
        var lanes = Enumerable.Range(0, 64_000).CountBy(n => Lane.Of(UserKey.Of("ws", $"user-{n}", ""), default)).ToDictionary();
        Assert.Equal(Lane.Count, lanes.Count);
        Assert.All(lanes.Values, count => Assert.InRange(count, 850, 1_150));
    }

    [Fact]
    public void Hashes_are_what_they_were_when_they_were_first_stored()
    {
        Assert.Equal("87859d22e72d2d62", UserKey.Of("workspace", "user-7", "").ToString());
        Assert.Equal("d475ed3daf1740ef4e356214e77bcc38", MessageKey.Of("workspace", "source", "message-1", "").Hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));
    }
}
