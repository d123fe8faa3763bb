using Pintle.Router.Retry;

namespace Pintle.Router;

/// <summary>Limits of the destination consumers.</summary>
public sealed record RouterOptions
{
    /// <summary>Requests of one destination on their way at a time.</summary>
    public int MaxInFlight { get; init; } = 100;

    /// <summary>Events that are given to a destination's transformation together, where it combines them.</summary>
    public int MaxGathered { get; init; } = 500;

    /// <summary>How long they gather while others are on their way.</summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Events that a user transformation gets together, at most.</summary>
    public int CodeBatch { get; init; } = 200;

    /// <summary>Batches of one destination that are in user code at a time.</summary>
    public int MaxCodeBatches { get; init; } = 4;

    /// <summary>Events of one destination that wait behind their user's request before the loop stops taking.</summary>
    public int MaxHeld { get; init; } = 2_000;

    /// <summary>Parked users of one destination before the loop stops taking.</summary>
    public int MaxParked { get; init; } = 100_000;

    /// <summary>Outcomes of one destination that may be uncommitted: what a crash can deliver twice.</summary>
    public int MaxUncommitted { get; init; } = 700;

    /// <summary>Done offsets of one lane above its cursor before the loop stops taking.</summary>
    public int MaxDoneAhead { get; init; } = 100_000;

    /// <summary>Outcomes after which a commit doesn't wait for <see cref="CommitInterval"/>.</summary>
    public int CommitOutcomes { get; init; } = 300;

    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Most requests to destinations in a time.</summary>
    public IReadOnlyList<ThrottleRule> Throttles { get; init; } = [];

    /// <summary>From connecting to the last byte of the answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Waiting events of a disabled destination become dead letters after this long.</summary>
    public TimeSpan DisabledGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An event that still waits for the destination at this age ends as a dead letter.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromHours(720);

    /// <summary>How long SIGTERM waits for requests in flight.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(20);
}
