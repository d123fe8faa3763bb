namespace Pintle.DestinationKit;

/// <summary>Thrown by handlers for an event that can't be sent; the kit makes it that event's rejection, in one place.</summary>
public sealed class EventRejectedException(RejectKind kind, string message) : Exception(message)
{
    public RejectKind Kind { get; } = kind;
}
