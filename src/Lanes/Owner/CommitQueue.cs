using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Pintle.Lanes.Owner;

/// <summary>
/// Requests that wait for a commit. Who takes them may first let more of them come, as a database's commit delay does: clients
/// that are all answered by one commit come back together, and a commit of all costs as much as a commit of half of them.
/// </summary>
internal sealed class CommitQueue : IDisposable
{
    // Below so many requests at once a commit is not worth waiting for.
    private const int WorthWaitingFor = 16;

    // Real time, as the disk's: a commit takes about as long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(1);

    private readonly Channel<IntakeRequest> _requests = Channel.CreateUnbounded<IntakeRequest>();
    private readonly SemaphoreSlim _enough = new(0);
    private int _awaited;
    private int _expected;

    /// <summary>False when completed.</summary>
    public bool TryAdd(IntakeRequest request)
    {
        if (!_requests.Writer.TryWrite(request))
        {
            return false;
        }

        if (Volatile.Read(ref _awaited) is > 0 and var awaited && _requests.Reader.Count >= awaited && Interlocked.Exchange(ref _awaited, 0) > 0)
        {
            _enough.Release();
        }

        return true;
    }

    public bool TryTake([NotNullWhen(true)] out IntakeRequest? request) => _requests.Reader.TryRead(out request);

    public void Complete() => _requests.Writer.TryComplete();

    /// <summary>
    /// A commit of so many requests is done: they and those that wait now are about how many come at once. 0 of a full commit:
    /// the next is worth no wait.
    /// </summary>
    public void Committed(int requests) => _expected = requests + _requests.Reader.Count;

    /// <summary>Waits for a first request, and briefly for those that are likely to follow. False when completed and empty.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        if (!await _requests.Reader.WaitToReadAsync(ct))
        {
            return false;
        }

        // Those that are ready to run.
        await Task.Yield();
        var enough = _expected * 7 / 8;
        if (_expected >= WorthWaitingFor && _requests.Reader.Count < enough)
        {
            await UntilAsync(enough, ct);
        }

        return true;
    }

    public void Dispose() => _enough.Dispose();

    private async Task UntilAsync(int enough, CancellationToken ct)
    {
        Volatile.Write(ref _awaited, enough);
        var hasNoSignal = _requests.Reader.Count >= enough || !await _enough.WaitAsync(LongestWait, ct);
        if (hasNoSignal && Interlocked.Exchange(ref _awaited, 0) == 0)
        {
            // An adder has seen it just now: its signal is there or on its way.
            await _enough.WaitAsync(ct);
        }
    }
}
