using System.Collections.Concurrent;

namespace Pintle.Gateway.Http;

/// <summary>Limits events per workspace (GCRA): <see cref="GatewayOptions.RateLimitEvents"/> in a window. Thread-safe.</summary>
internal sealed class RateLimiter(GatewayOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long[]> _arrivals = new();

    /// <summary>Null when the events may pass; else after how long they could.</summary>
    public TimeSpan? TryTake(string workspaceId, int events)
    {
        if (!options.RateLimit)
        {
            return null;
        }

        var arrival = _arrivals.GetOrAdd(workspaceId, static _ => new long[1]);
        lock (arrival)
        {
            var now = time.GetUtcNow().UtcTicks;
            var next = Math.Max(arrival[0], now) + (options.RateLimitWindow.Ticks * events / options.RateLimitEvents);
            if (next - now > options.RateLimitWindow.Ticks)
            {
                return TimeSpan.FromTicks(next - now - options.RateLimitWindow.Ticks);
            }

            arrival[0] = next;
            return null;
        }
    }
}
