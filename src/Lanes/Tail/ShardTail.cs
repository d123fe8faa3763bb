using Pintle.Store.Segments;

namespace Pintle.Lanes.Tail;

/// <summary>
/// The newest segments of a shard, in memory, up to a budget; of those that every consumer has passed only a few. Readers hold
/// positions, never the ring: a slow one falls off and reads the log instead. Thread-safe.
/// </summary>
internal sealed class ShardTail(long budgetBytes, long lastSequence, Func<Segment, TailSegment> share)
{
    // What is dropped soon dies young: kept for long it would be copied from one generation of the heap to the next.
    private readonly long _keptBytes = budgetBytes / 16;
    private readonly Lock _gate = new();
    private readonly SegmentRing _ring = new();
    private long _weight;

    // Every segment of this node's lanes with a sequence above this is in the ring.
    private long _coveredAfter = lastSequence;
    private volatile TailSubscription[] _subscriptions = [];

    /// <summary>Sequence of the newest segment.</summary>
    public long LastSequence { get; private set; } = lastSequence;

    /// <summary>Memory that the segments take, about.</summary>
    public long Weight => Volatile.Read(ref _weight);

    public void Publish(Segment segment)
    {
        lock (_gate)
        {
            var entry = share(segment);
            _ring.Add(entry);
            _weight += entry.Weight;
            LastSequence = segment.Sequence;
            var needed = LowestNeeded();
            while (_ring.Count > 1 && (_weight > budgetBytes || (_weight > _keptBytes && _ring[0].Sequence < needed)))
            {
                var oldest = _ring.RemoveFirst();
                _weight -= oldest.Weight;
                _coveredAfter = oldest.Sequence;
            }
        }

        foreach (var subscription in _subscriptions)
        {
            subscription.Wake();
        }
    }

    /// <summary>
    /// The segments from a sequence on. <paramref name="covered"/> is false when the ring doesn't go back that far and the
    /// log has to be read.
    /// </summary>
    public IReadOnlyList<TailSegment> From(long sequence, int limit, out bool covered)
    {
        lock (_gate)
        {
            covered = sequence > _coveredAfter;
            if (!covered || sequence > LastSequence)
            {
                return [];
            }

            var first = _ring.IndexOf(sequence);
            var found = new TailSegment[Math.Min(limit, _ring.Count - first)];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = _ring[first + i];
            }

            return found;
        }
    }

    /// <summary>More than one consumer wants the processed form of events.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Calls back after each publication, on the committer's thread: must not block.</summary>
    /// <param name="processes">It wants the processed form of events, not only their headers.</param>
    public TailSubscription Subscribe(Action wake, bool processes)
    {
        var subscription = new TailSubscription(this, wake, processes);
        lock (_gate)
        {
            Set([.. _subscriptions, subscription]);
        }

        return subscription;
    }

    public void Unsubscribe(TailSubscription subscription)
    {
        lock (_gate)
        {
            Set([.. _subscriptions.Where(s => s != subscription)]);
        }
    }

    private void Set(TailSubscription[] subscriptions)
    {
        _subscriptions = subscriptions;
        IsShared = subscriptions.Count(s => s.Processes) > 1;
    }

    private long LowestNeeded()
    {
        var lowest = _subscriptions.Length == 0 ? 0 : long.MaxValue;
        foreach (var subscription in _subscriptions)
        {
            lowest = Math.Min(lowest, subscription.Next);
        }

        return lowest;
    }
}
