using System.Threading.Channels;

namespace Pintle.Router.Committing;

/// <summary>A signal that wakes its one waiter once, however often it was set meanwhile.</summary>
internal sealed class AsyncSignal
{
    private readonly Channel<byte> _flag = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _flag.Writer.TryWrite(0);

    public async ValueTask WaitAsync(CancellationToken ct) => await _flag.Reader.ReadAsync(ct);

    /// <summary>Waits for the signal or for the time to pass.</summary>
    public async ValueTask WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        if (_flag.Reader.TryRead(out _))
        {
            return;
        }

        using var timer = time.CreateTimer(static state => ((AsyncSignal)state!).Set(), this, limit, Timeout.InfiniteTimeSpan);
        await _flag.Reader.ReadAsync(ct);
    }
}
