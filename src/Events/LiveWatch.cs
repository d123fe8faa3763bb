using System.Threading.Channels;

namespace Pintle.Events;

/// <summary>One watcher's view: the newest steps that it has not read yet, how many were left out, and how many it was too slow for.</summary>
public sealed class LiveWatch : IDisposable
{
    private const int Backlog = 2_000;
    private const int BacklogWithEvents = 100;
    private const int LargestEvent = 256 << 10;
    private const int SlicesPerSecond = 10;

    private readonly LiveWish _wish;
    private readonly TimeProvider _time;
    private readonly Action<LiveWatch> _end;
    private readonly Channel<LiveStep> _steps;
    private readonly int _mostPerSlice;
    private long _slice;
    private int _taken;
    private long _missed;
    private long _leftOut;

    internal LiveWatch(LiveWish wish, TimeProvider time, Action<LiveWatch> end)
    {
        (_wish, _time, _end, _mostPerSlice) = (wish, time, end, Math.Max(1, wish.MostPerSecond / SlicesPerSecond));
        _steps = Channel.CreateBounded<LiveStep>(
            new BoundedChannelOptions(wish.WithEvents ? BacklogWithEvents : Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));
    }

    public ChannelReader<LiveStep> Steps => _steps.Reader;

    /// <summary>Steps that are lost because the watcher did not keep up.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Steps that were left out because there were more than a second's worth. Where a user is wished for, other users' are among them.</summary>
    public long LeftOut => Interlocked.Read(ref _leftOut);

    public void Dispose()
    {
        _end(this);
        _steps.Writer.TryComplete();
    }

    internal bool MayTake(string step, string sourceId, string destinationId, string type)
    {
        if (!_wish.MayCover(step, sourceId, destinationId, type))
        {
            return false;
        }

        if (HasRoom())
        {
            return true;
        }

        Interlocked.Increment(ref _leftOut);
        return false;
    }

    internal void Offer(LiveStep step, ReadOnlyMemory<byte> stored)
    {
        // Without room it has been counted.
        if (!_wish.Covers(step) || !HasRoom())
        {
            return;
        }

        // A little more than its worth may get in where many offer at once.
        Interlocked.Increment(ref _taken);
        _steps.Writer.TryWrite(_wish.WithEvents ? step with { EventBytes = stored.Length, Event = stored.Length <= LargestEvent ? stored.ToArray() : default } : step);
    }

    private bool HasRoom()
    {
        var slice = _time.GetTimestamp() * SlicesPerSecond / _time.TimestampFrequency;
        if (slice != Volatile.Read(ref _slice))
        {
            Volatile.Write(ref _slice, slice);
            Volatile.Write(ref _taken, 0);
        }

        return Volatile.Read(ref _taken) < _mostPerSlice;
    }
}
