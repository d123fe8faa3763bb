namespace Pintle.Events;

/// <summary>
/// Hands events to their lanes. Completes when every one of them is on disk or is a duplicate of one that is; a request's
/// events of one shard are in one commit.
/// </summary>
public delegate ValueTask<IntakeResult> EventIntake(IReadOnlyList<IncomingEvent> events, CancellationToken ct);

/// <summary>Answer of the lanes to a request's events.</summary>
public enum IntakeResult
{
    /// <summary>All durable (or duplicates of durable events).</summary>
    Stored = 1,

    /// <summary>Some may not be durable: the client has to send all again; what was stored is absorbed as duplicates.</summary>
    Unavailable = 2,
}
