namespace Pintle.Lanes.Tail;

/// <summary>A consumer at the tail of a shard: it is woken after each commit, and says how far it has read.</summary>
public sealed class TailSubscription : IDisposable
{
    private readonly ShardTail _tail;
    private long _next;

    internal TailSubscription(ShardTail tail, Action wake, bool processes) => (_tail, Wake, Processes) = (tail, wake, processes);

    internal Action Wake { get; }

    internal bool Processes { get; }

    internal long Next => Volatile.Read(ref _next);

    /// <summary>Segments below this sequence are not wanted again: what all consumers have passed needs no memory.</summary>
    public void MovedTo(long sequence) => Volatile.Write(ref _next, sequence);

    public void Dispose() => _tail.Unsubscribe(this);
}
