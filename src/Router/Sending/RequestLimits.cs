using System.Collections.Concurrent;

namespace Pintle.Router.Sending;

/// <summary>Time limits of requests, reused, as many as fly at once: new ones with a timer each for every request would be much garbage. Thread-safe.</summary>
internal sealed class RequestLimits
{
    private readonly ConcurrentBag<CancellationTokenSource> _spare = [];

    public CancellationTokenSource Take(TimeSpan limit)
    {
        var source = _spare.TryTake(out var spare) ? spare : new CancellationTokenSource();
        source.CancelAfter(limit);
        return source;
    }

    /// <summary>Nobody may hold its token any more.</summary>
    public void Return(CancellationTokenSource source)
    {
        if (source.TryReset())
        {
            _spare.Add(source);
        }
        else
        {
            source.Dispose();
        }
    }
}
