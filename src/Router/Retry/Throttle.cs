namespace Pintle.Router.Retry;

/// <summary>
/// Spaces requests: evenly, with a twentieth of the limit as the largest burst, and so that no window of this length, wherever it
/// begins, has more than the limit (GCRA). Waits, never fails anything. Thread-safe: a destination's loops share it.
/// </summary>
internal sealed class Throttle
{
    private const int BurstShare = 20;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly long _interval;
    private readonly long _credit;

    // In ticks since the start, of a clock that nobody sets back.
    private long _nextFree = long.MinValue;

    public Throttle(Rate rate, TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        var burst = Math.Max(1, rate.Limit / BurstShare);
        var steady = rate.Limit - burst + 1;
        _interval = (rate.Window.Ticks + steady - 1) / steady;
        _credit = _interval * (burst - 1);
    }

    /// <summary>Takes one; null = go, else when to ask again.</summary>
    public DateTimeOffset? TryTake()
    {
        lock (_gate)
        {
            var now = _time.GetElapsedTime(_start).Ticks;
            var wait = _nextFree == long.MinValue ? 0 : _nextFree - _credit - now;
            if (wait > 0)
            {
                return _time.GetUtcNow().AddTicks(wait);
            }

            _nextFree = Math.Max(_nextFree, now) + _interval;
            return null;
        }
    }

    /// <summary>What was taken last is not used.</summary>
    public void GiveBack()
    {
        lock (_gate)
        {
            _nextFree -= _interval;
        }
    }
}
