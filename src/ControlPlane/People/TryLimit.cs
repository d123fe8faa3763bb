using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>How often something may be tried in any stretch of time, by who tries. Thread-safe; forgets what is over.</summary>
internal sealed class TryLimit(int most, TimeSpan stretch, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _tries = new(StringComparer.Ordinal);

    /// <summary>A try. Null: it may go on; else how long to wait first.</summary>
    public TimeSpan? Take(string key)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Callers.MakeRoom(_tries, times => times.Last() + stretch <= now);
            if (!_tries.TryGetValue(key, out var times))
            {
                _tries.Add(key, times = new Queue<DateTimeOffset>(1));
            }

            while (times.TryPeek(out var oldest) && oldest + stretch <= now)
            {
                times.Dequeue();
            }

            if (times.Count >= most)
            {
                return times.Peek() + stretch - now;
            }

            times.Enqueue(now);
            return null;
        }
    }
}
