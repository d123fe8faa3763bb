using Pintle.Events;
using Pintle.Lanes.Tail;
using Pintle.Router.Progress;

namespace Pintle.Router.Delivery;

/// <summary>Where a loop is in a shard's log: the page and the segment in hand.</summary>
internal sealed class LogWalk(ShardProgress progress)
{
    private readonly Queue<TailSegment> _page = new();
    private long _pageNext;
    private TailSegment? _segment;
    private SegmentTicket? _ticket;
    private int _index;

    // Per lane, the offset that comes next in the log.
    private readonly long[] _expected = Expected(progress);

    public ShardProgress Progress { get; } = progress;

    /// <summary>The page at work: held, so that consumers that follow closely find it.</summary>
    public LogPage? InHand { get; private set; }

    /// <summary>The walk's place at the tail, while it is woken from there.</summary>
    public TailSubscription? Tail { get; set; }

    /// <summary>A page is being read.</summary>
    public bool IsReading { get; set; }

    /// <summary>Sequence at which the walk ends.</summary>
    public long Until { get; init; } = long.MaxValue;

    public bool IsPastEnd => ReadFrom >= Until;

    /// <summary>There was nothing more when it was last looked.</summary>
    public bool IsAtEnd { get => field || IsPastEnd; set; }

    /// <summary>Where the next page begins.</summary>
    public long ReadFrom => Progress.Ledger.NextSequence;

    /// <summary>A segment is in hand.</summary>
    public bool HasSegment => _segment is not null;

    public bool HasEvents => HasSegment || _page.Count > 0;

    public void Add(LogPage page)
    {
        IsReading = false;
        InHand = page;
        IsAtEnd = page.Segments.Count == 0 && page.Next == ReadFrom;
        _pageNext = Math.Min(page.Next, Until);
        Tail?.MovedTo(page.Next);
        foreach (var segment in page.Segments.TakeWhile(s => s.Sequence < Until))
        {
            _page.Enqueue(segment);
        }

        if (_page.Count == 0)
        {
            Progress.Ledger.Advance(_pageNext);
        }
    }

    /// <summary>The next event that is not done, with the ticket of its segment; false when the page is used up.</summary>
    public bool TryNext(out TailSegment segment, out int index, out SegmentTicket ticket)
    {
        while (true)
        {
            if (_segment is null && !TryOpen())
            {
                (segment, index, ticket) = (null!, 0, null!);
                return false;
            }

            var events = _segment!.Segment.Events;
            while (_index < events.Length)
            {
                var at = _index++;
                PassGap(events[at].Lane, events[at].Offset);
                if (!Progress[events[at].Lane].IsDone(events[at].Offset))
                {
                    (segment, index, ticket) = (_segment, at, _ticket!);
                    return true;
                }
            }

            Close();
        }
    }

    /// <summary>
    /// Offsets that the log passes over hold nothing: their segment was damaged, or a spill left out what was finished. Without
    /// this the cursor would wait for them for ever.
    /// </summary>
    private void PassGap(int lane, long offset)
    {
        if (_expected[lane] < offset)
        {
            Progress[lane].MarkDone(_expected[lane], offset);
        }

        _expected[lane] = Math.Max(_expected[lane], offset + 1);
    }

    private static long[] Expected(ShardProgress progress)
    {
        var expected = new long[Lane.Count];
        foreach (var lane in progress.LaneNumbers)
        {
            expected[lane] = progress[lane].Cursor;
        }

        return expected;
    }

    private bool TryOpen()
    {
        if (!_page.TryDequeue(out _segment))
        {
            return false;
        }

        _ticket = Progress.Ledger.Open(_segment.Sequence, _segment.Segment.AppendedAt);
        _index = 0;
        return true;
    }

    private void Close()
    {
        Progress.Ledger.Advance(_page.Count == 0 ? _pageNext : _segment!.Sequence + 1);
        Progress.Ledger.Close(_ticket!);
        (_segment, _ticket) = (null, null);
    }
}
