namespace Pintle.Router.Delivery;

/// <summary>
/// Which users have a request on their way, and the events of theirs that wait behind it. Bounded by its owner; not thread-safe.
/// </summary>
internal sealed class UserQueue
{
    private readonly Dictionary<ulong, Queue<PendingEvent>?> _busy = [];

    /// <summary>Events that wait.</summary>
    public int Held { get; private set; }

    /// <summary>Takes the event's turn: false when its user is busy, and the event now waits.</summary>
    public bool TryStart(PendingEvent pending)
    {
        var user = pending.Header.User;
        if (user.IsNone)
        {
            return true;
        }

        if (_busy.TryAdd(user.Hash, null))
        {
            return true;
        }

        // The processed form and the segment it comes from would keep much memory alive.
        pending.Processed = null;
        (_busy[user.Hash] ??= new Queue<PendingEvent>()).Enqueue(pending);
        Held++;
        return false;
    }

    /// <summary>The user's request has ended: gives the next event that waits, or sets the user free.</summary>
    public PendingEvent? Finish(PendingEvent pending)
    {
        var user = pending.Header.User;
        if (user.IsNone)
        {
            return null;
        }

        if (_busy[user.Hash] is { Count: > 0 } waiting)
        {
            Held--;
            return waiting.Dequeue();
        }

        _busy.Remove(user.Hash);
        return null;
    }

    /// <summary>The user parks: gives everything that waits.</summary>
    public IEnumerable<PendingEvent> Release(PendingEvent pending)
    {
        if (pending.Header.User.IsNone || !_busy.Remove(pending.Header.User.Hash, out var waiting) || waiting is null)
        {
            return [];
        }

        Held -= waiting.Count;
        return waiting;
    }
}
