namespace Pintle.ControlPlane.People;

/// <summary>Locks addresses of nobody as people are locked, so that being locked does not tell that there is somebody. Thread-safe.</summary>
internal sealed class UnknownAddresses(TimeProvider time)
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> _tries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts a try. Null: it may go on; else how long it is locked.</summary>
    public TimeSpan? Count(string email)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var (count, until) = _tries.GetValueOrDefault(email);
            if (until > now)
            {
                return until - now;
            }

            if (_tries.Count >= Most)
            {
                _tries.Clear();
            }

            _tries[email] = count + 1 >= FailedTries.Most ? (0, now + FailedTries.Lock) : (count + 1, default);
            return null;
        }
    }
}
