namespace Pintle.Router.Timing;

/// <summary>How long a destination's deliveries took on this node.</summary>
/// <param name="Since">When this node began to look: its start, or the destination's.</param>
/// <param name="Last5Minutes">Of the minute that runs and the four before it.</param>
/// <param name="LastHour">Of the minute that runs and the 59 before it.</param>
/// <param name="LastDay">Of the hour that runs and the 23 before it.</param>
public sealed record DestinationLatency(string DestinationId, DateTimeOffset Since, LatencyWindow Last5Minutes, LatencyWindow LastHour, LatencyWindow LastDay)
{
    /// <summary>Minutes of the last hour that have ended, or hours of the last day, oldest first, without those in which nothing was; null when it wasn't asked for.</summary>
    public IReadOnlyList<LatencyPoint>? Series { get; init; }
}

/// <summary>A stretch of time up to now. Null: nothing happened in it.</summary>
/// <param name="Delivery">From an event's receipt to its delivery, in milliseconds; without replays.</param>
/// <param name="Answer">From sending a request to the end of its answer, or to where there was none, in milliseconds.</param>
public sealed record LatencyWindow(DelayPercentiles? Delivery, DelayPercentiles? Answer);

/// <summary>A minute or an hour that begins at <paramref name="At"/>.</summary>
public sealed record LatencyPoint(DateTimeOffset At, DelayPercentiles? Delivery, DelayPercentiles? Answer);

/// <summary>Length of the points of a series.</summary>
public enum LatencyGrain
{
    Minute,
    Hour,
}
