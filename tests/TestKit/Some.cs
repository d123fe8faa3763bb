using System.Text;
using Pintle.Events;

namespace Pintle.TestKit;

/// <summary>Events for tests that don't care what is in them.</summary>
public static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    /// <summary>An event of a user whose lane is as asked.</summary>
    public static IncomingEvent Event(int lane, string messageId = "m", string body = """{"type":"track"}""", bool hasKey = true)
    {
        var user = Enumerable.Range(0, 100_000).Select(n => UserKey.Of("ws", $"u{n}", "")).First(k => Lane.Of(k, default) == lane);
        var key = MessageKey.Of("ws", "src", messageId, "");
        var header = new EventHeader { SourceId = "src", Type = "track", Name = "Tested", MessageHash = key.Low64, User = user, ReceivedAt = Time };
        return new IncomingEvent(header, Encoding.UTF8.GetBytes(body), hasKey ? key : null);
    }
}
