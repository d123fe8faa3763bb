namespace Pintle.Events;

/// <summary>A partition of the log. All events of a user are in one lane, in order.</summary>
public static class Lane
{
    /// <summary>How many lanes a log has. Fixed for a store's life: an event's lane must never change.</summary>
    public const int Count = 64;

    /// <summary>The lane of an event: by its user, or by its message when it belongs to nobody.</summary>
    public static int Of(UserKey user, MessageKey message) => (int)((user.IsNone ? message.Low64 : user.Hash) % Count);
}
