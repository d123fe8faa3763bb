namespace Pintle.Router.Retry;

/// <summary>
/// Spaces requests to a destination: at most <paramref name="limit"/> in a window, in bursts of up to the limit (GCRA). Waits,
/// never fails anything. Not thread-safe: guarded by its loop.
/// </summary>
internal sealed class Throttle(int limit, TimeSpan window, TimeProvider time)
{
    private long _nextFree = long.MinValue;

    public static Throttle Off(TimeProvider time) => new(0, TimeSpan.FromSeconds(1), time);

    /// <summary>Takes one; null = go, else when to ask again.</summary>
    public DateTimeOffset? TryTake()
    {
        if (limit <= 0)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var interval = window.Ticks / limit;
        var arrival = Math.Max(_nextFree, now.UtcTicks);
        var allowedAt = arrival + interval - window.Ticks;
        if (allowedAt > now.UtcTicks)
        {
            return new DateTimeOffset(allowedAt, TimeSpan.Zero);
        }

        _nextFree = arrival + interval;
        return null;
    }
}
