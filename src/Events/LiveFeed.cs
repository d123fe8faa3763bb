namespace Pintle.Events;

/// <summary>
/// What happens to events right now, for people who watch. Best effort: a slow watcher misses steps, under load each gets a sample,
/// nobody waits for them, and nothing is built while nobody watches or nobody has room.
/// </summary>
public sealed class LiveFeed(TimeProvider? time = null)
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private LiveWatch[] _watches = [];

    /// <summary>Is anybody watching?</summary>
    public bool HasWatchers => Volatile.Read(ref _watches).Length > 0;

    /// <summary>May somebody want such a step, and have room for it? Ask before building one. Who would want it and has no room counts it.</summary>
    public bool Wants(string step, string sourceId, string destinationId, string type)
    {
        var isWanted = false;
        foreach (var watch in Volatile.Read(ref _watches))
        {
            isWanted |= watch.MayTake(step, sourceId, destinationId, type);
        }

        return isWanted;
    }

    /// <param name="step">What has happened.</param>
    /// <param name="stored">The event as the log has it; copied for who wants to see it.</param>
    public void Publish(LiveStep step, ReadOnlyMemory<byte> stored = default)
    {
        foreach (var watch in Volatile.Read(ref _watches))
        {
            watch.Offer(step, stored);
        }
    }

    /// <summary>Starts watching what is wanted, until disposed.</summary>
    public LiveWatch Watch(LiveWish wish)
    {
        var watch = new LiveWatch(wish, _time, End);
        lock (_gate)
        {
            Volatile.Write(ref _watches, [.. _watches, watch]);
        }

        return watch;
    }

    private void End(LiveWatch watch)
    {
        lock (_gate)
        {
            Volatile.Write(ref _watches, Array.FindAll(_watches, w => w != watch));
        }
    }
}
