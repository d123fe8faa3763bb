using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Pintle.Events;

/// <summary>
/// What happens to events right now, for people who watch. Best effort: a slow watcher misses steps, nobody waits for it,
/// and nothing is built while nobody watches.
/// </summary>
public sealed class LiveFeed
{
    private const int Backlog = 1_000;

    private readonly ConcurrentDictionary<Channel<LiveStep>, byte> _watchers = new();

    /// <summary>Is anybody watching? Ask before building a step.</summary>
    public bool HasWatchers => !_watchers.IsEmpty;

    public void Publish(LiveStep step)
    {
        foreach (var (watcher, _) in _watchers)
        {
            watcher.Writer.TryWrite(step);
        }
    }

    /// <summary>All steps from now on, until cancelled.</summary>
    public async IAsyncEnumerable<LiveStep> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<LiveStep>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers.TryAdd(channel, 0);
        try
        {
            await foreach (var step in channel.Reader.ReadAllAsync(ct))
            {
                yield return step;
            }
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
        }
    }
}

/// <summary>One step of one event.</summary>
/// <param name="Step"><c>received</c>, <c>dropped</c>, <c>filtered</c>, <c>delivered</c>, <c>parked</c>, <c>dead</c>.</param>
/// <param name="DestinationId">Empty before the fan-out.</param>
/// <param name="Detail">Reason or answer; empty when there is none.</param>
public sealed record LiveStep(
    DateTimeOffset At, string Step, string SourceId, string DestinationId, string MessageId, string Type, string Name, int StatusCode, string Detail);
