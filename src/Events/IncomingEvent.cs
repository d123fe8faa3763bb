namespace Pintle.Events;

/// <summary>An event on its way into the log: validated, enriched, not yet durable.</summary>
/// <param name="Header">What the log indexes.</param>
/// <param name="Body">The event as one UTF-8 JSON object, at most 64 levels deep. Owned by the receiver from now on.</param>
/// <param name="Key">Identity for duplicates; null when the gateway made the message id, which then can't be a duplicate.</param>
public sealed record IncomingEvent(EventHeader Header, ReadOnlyMemory<byte> Body, MessageKey? Key)
{
    /// <summary>Lane of the event. An event without a user and with a made-up id is spread by its message hash.</summary>
    public int LaneNumber => Lane.Of(Header.User, new MessageKey(Header.MessageHash));
}
