using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Pintle.Events;

/// <summary>
/// What happens to events right now, for people who watch. Best effort: a slow watcher misses steps, nobody waits for it,
/// and nothing is built while nobody watches.
/// </summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<LiveWatch, byte> _watches = new();

    /// <summary>Is anybody watching? Ask before building a step.</summary>
    public bool HasWatchers => !_watches.IsEmpty;

    public void Publish(LiveStep step)
    {
        foreach (var (watch, _) in _watches)
        {
            watch.Offer(step);
        }
    }

    /// <summary>Starts watching the steps that are wanted, until disposed.</summary>
    public LiveWatch Watch(Func<LiveStep, bool> wanted)
    {
        var watch = new LiveWatch(wanted, w => _watches.TryRemove(w, out _));
        _watches.TryAdd(watch, 0);
        return watch;
    }
}

/// <summary>One watcher's view: the newest steps that it has not read yet, and how many it was too slow for.</summary>
public sealed class LiveWatch : IDisposable
{
    private const int Backlog = 2_000;

    private readonly Func<LiveStep, bool> _wanted;
    private readonly Action<LiveWatch> _end;
    private readonly Channel<LiveStep> _steps;
    private long _missed;

    internal LiveWatch(Func<LiveStep, bool> wanted, Action<LiveWatch> end)
    {
        (_wanted, _end) = (wanted, end);
        _steps = Channel.CreateBounded<LiveStep>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));
    }

    public ChannelReader<LiveStep> Steps => _steps.Reader;

    /// <summary>Steps that were left out because the watcher did not keep up.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    public void Dispose()
    {
        _end(this);
        _steps.Writer.TryComplete();
    }

    internal void Offer(LiveStep step)
    {
        if (_wanted(step))
        {
            _steps.Writer.TryWrite(step);
        }
    }
}

/// <summary>One step of one event.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Step"><c>received</c>, <c>dropped</c>, <c>filtered</c>, <c>delivered</c>, <c>parked</c>, <c>held back</c>, <c>dead</c>, <c>discarded</c>.</param>
/// <param name="SourceId">Source of the event.</param>
/// <param name="DestinationId">Empty before the fan-out.</param>
/// <param name="MessageId">The event's message id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="StatusCode">Status of the answer or the decision; 0 when there is none.</param>
/// <param name="Detail">Reason or answer; empty when there is none.</param>
public sealed record LiveStep(
    DateTimeOffset At, string Step, string SourceId, string DestinationId, string MessageId, string Type, string Name, int StatusCode, string Detail)
{
    /// <summary>The <c>userId</c>, else the <c>anonymousId</c>; empty when it has neither.</summary>
    public string User { get; init; } = "";

    /// <summary>How long the destination's answer took; null when none was asked for.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>Of a <c>received</c> step: how many destinations its source is connected to.</summary>
    public int? Destinations { get; init; }
}
