namespace Pintle.Gateway.Http;

/// <summary>
/// Tokens that are cancelled when a request has waited long enough. Requests that begin within one slice share a timer, so that
/// none is made per request; the deadline is up to a slice early. Thread-safe.
/// </summary>
internal sealed class Deadlines(TimeSpan timeout, TimeProvider time)
{
    private const int SlicesPerTimeout = 20;

    private volatile Slice _current = new(long.MinValue, CancellationToken.None);

    public CancellationToken Next()
    {
        var now = time.GetTimestamp();
        var current = _current;
        if (current.End > now)
        {
            return current.Token;
        }

        // Two at once make two timers: harmless.
        var source = new CancellationTokenSource(timeout, time);
        _current = current = new Slice(now + (long)(timeout.TotalSeconds / SlicesPerTimeout * time.TimestampFrequency), source.Token);
        return current.Token;
    }

    private sealed record Slice(long End, CancellationToken Token);
}
