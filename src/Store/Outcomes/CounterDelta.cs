namespace Pintle.Store.Outcomes;

/// <summary>How many events had an outcome in a minute, to be added to what is stored.</summary>
/// <param name="Minute">Start of the minute of the outcome, UTC.</param>
public sealed record CounterDelta(DateTimeOffset Minute, CounterKey Key, long Count);

/// <summary>What is counted.</summary>
/// <param name="DestinationId">Empty for what happens before the fan-out (<see cref="OutcomeKind.Received"/>, <see cref="OutcomeKind.Dropped"/>).</param>
/// <param name="EventName">Event name or type, or <c>(other)</c> past the limit of names per source.</param>
/// <param name="Detail">Reason of a filter, drop or failure; empty for success.</param>
/// <param name="Replay">True for outcomes of a replay job.</param>
public readonly record struct CounterKey(
    string SourceId, string DestinationId, string EventName, OutcomeKind Kind, string Detail, bool Replay);

/// <summary>What happened to an event. The numbers are stored.</summary>
public enum OutcomeKind
{
    /// <summary>Durably stored.</summary>
    Received = 1,

    /// <summary>Left out before the fan-out, on purpose (blocked, bot, no destination).</summary>
    Dropped = 2,

    /// <summary>Accepted by the destination.</summary>
    Delivered = 3,

    /// <summary>Left out for one destination, on purpose.</summary>
    Filtered = 4,

    /// <summary>Ended in failure: a dead letter.</summary>
    Dead = 5,

    /// <summary>Waiting events whose destination was deleted.</summary>
    Discarded = 6,
}

/// <summary>A stored count. <paramref name="Bucket"/> is the start of its minute, hour or day.</summary>
public sealed record CounterRow(DateTimeOffset Bucket, CounterKey Key, long Count);

/// <summary>Counts of a stretch of time, of every event name and detail together.</summary>
public sealed record OutcomeSum(string SourceId, string DestinationId, OutcomeKind Kind, long Count);

/// <summary>Resolution of stored counts: minutes are kept 48 hours, hours 60 days, days 2 years.</summary>
public enum CounterGrain
{
    Minute = 1,
    Hour = 2,
    Day = 3,
}
