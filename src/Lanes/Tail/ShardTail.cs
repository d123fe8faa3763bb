using Pintle.Store.Segments;

namespace Pintle.Lanes.Tail;

/// <summary>
/// The newest segments of a shard, in memory, up to a budget. Readers hold positions, never the ring: a slow one falls off
/// and reads the log instead. Thread-safe.
/// </summary>
internal sealed class ShardTail(long budgetBytes, long lastSequence, Func<Segment, TailSegment> share)
{
    private readonly Lock _gate = new();
    private readonly SegmentRing _ring = new();
    private long _weight;

    // Every segment of this node's lanes with a sequence above this is in the ring.
    private long _coveredAfter = lastSequence;
    private volatile Action[] _listeners = [];

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
            while (_weight > budgetBytes && _ring.Count > 1)
            {
                var oldest = _ring.RemoveFirst();
                _weight -= oldest.Weight;
                _coveredAfter = oldest.Sequence;
            }
        }

        foreach (var listener in _listeners)
        {
            listener();
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

    /// <summary>Calls back after each publication, on the committer's thread: must not block.</summary>
    public void Subscribe(Action listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }
    }

    public void Unsubscribe(Action listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(l => l != listener)];
        }
    }
}
