namespace Pintle.Router.Progress;

/// <summary>Which segments of a shard a consumer still has events of: says from where to read after a restart, and what a trim must keep.</summary>
internal sealed class SegmentLedger(long nextSequence)
{
    private readonly Queue<SegmentTicket> _open = new();

    /// <summary>Sequence to read next.</summary>
    public long NextSequence { get; private set; } = nextSequence;

    /// <summary>Lowest sequence with an event that is not done.</summary>
    public long LowestNeeded => _open.TryPeek(out var first) ? first.Sequence : NextSequence;

    /// <summary>Events taken that are not done; the segment being walked counts as one more.</summary>
    public int InHand => _open.Sum(t => t.Left);

    /// <summary>When the first of them was appended; null when there is none.</summary>
    public DateTimeOffset? OldestNeeded => _open.TryPeek(out var first) ? first.AppendedAt : null;

    /// <summary>Opens a segment; closed when <see cref="Close"/> was called once for it and once for each event taken from it.</summary>
    public SegmentTicket Open(long sequence, DateTimeOffset appendedAt)
    {
        var ticket = new SegmentTicket(sequence, appendedAt);
        _open.Enqueue(ticket);
        return ticket;
    }

    public void Close(SegmentTicket ticket)
    {
        ticket.Left--;
        while (_open.TryPeek(out var first) && first.Left == 0)
        {
            _open.Dequeue();
        }
    }

    public void Advance(long nextSequence) => NextSequence = nextSequence;
}

/// <summary>A segment that a consumer is at work on.</summary>
internal sealed class SegmentTicket(long sequence, DateTimeOffset appendedAt)
{
    public long Sequence { get; } = sequence;

    public DateTimeOffset AppendedAt { get; } = appendedAt;

    /// <summary>Events not done, plus one while the segment is being walked.</summary>
    public int Left { get; set; } = 1;
}
