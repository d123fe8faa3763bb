using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit;

/// <summary>Thrown by handlers for an event that can't be sent; the kit makes it that event's rejection, in one place.</summary>
public sealed class EventRejectedException(RejectKind kind, string message, int statusCode = 400) : Exception(message)
{
    public RejectKind Kind { get; } = kind;

    public int StatusCode { get; } = statusCode;

    /// <summary>The event lacks something or has something wrong.</summary>
    public static EventRejectedException Instrumentation(string message) => new(RejectKind.Instrumentation, message);

    /// <summary>The destination's settings don't allow it.</summary>
    public static EventRejectedException Configuration(string message) => new(RejectKind.Configuration, message);

    /// <summary>The vendor refused, for good, what the transformation asked it.</summary>
    public static EventRejectedException Vendor(int statusCode, string message) => new(RejectKind.Vendor, message, statusCode);
}

/// <summary>Thrown by handlers when something that they need is away: the event is tried again.</summary>
public sealed class EventRetryException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    /// <summary>What is away is away for every event of the destination.</summary>
    public bool IsOfDestination { get; init; }

    /// <summary>The outcome that it stands for.</summary>
    public Outcome.Retry ToOutcome() => new(StatusCode, Message) { IsOfDestination = IsOfDestination, Auth = Auth };

    /// <summary>What is wrong with the account's tokens, for callers that refresh them.</summary>
    public AuthProblem Auth { get; init; }
}
