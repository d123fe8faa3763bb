namespace Pintle.Router.Replay;

/// <summary>How fast a job has gone in the last quarter of a minute, and how long it still takes. Thread-safe.</summary>
internal sealed class JobPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<Sample> _samples = new();
    private long _last;

    /// <summary>Remembers where the job is, at most once a second.</summary>
    public void Note(JobProgress progress)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_samples.Count == 0 || time.GetElapsedTime(_last, now) >= Step)
            {
                _last = now;
                _samples.Enqueue(new Sample(now, progress.Ended(), progress.Share));
                Forget(now);
            }
        }
    }

    /// <summary>Events ended a second, and the time left; null when it can't be said.</summary>
    public (double PerSecond, TimeSpan? Left) Measure(JobProgress progress)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Forget(now);
            if (!_samples.TryPeek(out var first) || time.GetElapsedTime(first.At, now) is not { TotalMilliseconds: > 100 } passed)
            {
                return (0, null);
            }

            var moved = (progress.Share - first.Share) / passed.TotalSeconds;
            return ((progress.Ended() - first.Ended) / passed.TotalSeconds, moved > 1e-9 ? TimeSpan.FromSeconds((1 - progress.Share) / moved) : null);
        }
    }

    // One older sample stays: the window begins there.
    private void Forget(long now)
    {
        while (_samples.Count > 1 && time.GetElapsedTime(_samples.ElementAt(1).At, now) > Window)
        {
            _samples.Dequeue();
        }
    }

    private readonly record struct Sample(long At, long Ended, double Share);
}
