namespace Pintle.Router.Retry;

/// <summary>When a failed event is tried again, and when it is given up.</summary>
public sealed record RetrySchedule
{
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Counted from the event's first attempt.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Attempts that are made even when the window has passed.</summary>
    public int FewestAttempts { get; init; } = 3;

    /// <summary>Share of a pause by which it may be longer or shorter.</summary>
    public double Jitter { get; init; } = 0.2;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>The next try after <paramref name="attempts"/> attempts; null = give up.</summary>
    /// <param name="random">Between 0 and 1: where in the jitter the pause lies.</param>
    public DateTimeOffset? Next(int attempts, DateTimeOffset firstAttempt, DateTimeOffset now, TimeSpan? retryAfter, double random)
    {
        if (attempts >= FewestAttempts && now - firstAttempt > Window)
        {
            return null;
        }

        var doubled = FirstRetry * Math.Pow(2, Math.Min(attempts - 1, 30));
        var pause = (doubled < LongestRetry ? doubled : LongestRetry) * (1 + (Jitter * ((2 * random) - 1)));
        var asked = retryAfter is { } wait ? (wait < LongestRetryAfter ? wait : LongestRetryAfter) : TimeSpan.Zero;
        return now + (asked > pause ? asked : pause);
    }
}
