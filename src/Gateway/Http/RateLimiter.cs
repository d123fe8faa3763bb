using System.Collections.Concurrent;

namespace Pintle.Gateway.Http;

/// <summary>Limits events per key (GCRA): so many in a window. Thread-safe.</summary>
internal sealed class RateLimiter(int most, TimeSpan window, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long[]> _arrivals = new();

    /// <summary>Null when the events may pass; else after how long they could.</summary>
    public TimeSpan? TryTake(string key, int events)
    {
        var arrival = _arrivals.GetOrAdd(key, static _ => new long[1]);
        lock (arrival)
        {
            var now = time.GetUtcNow().UtcTicks;
            var next = Math.Max(arrival[0], now) + (long)Math.Min((double)window.Ticks * events / most, long.MaxValue / 4);
            if (next - now > window.Ticks)
            {
                return TimeSpan.FromTicks(next - now - window.Ticks);
            }

            arrival[0] = next;
            return null;
        }
    }
}
