using System.Threading.Channels;
using Pintle.Events;
using Pintle.Lanes.Duplicates;
using Pintle.Store.Segments;

namespace Pintle.Lanes.Owner;

/// <summary>The requests of one commit, their fresh events sorted by lane. Reused from commit to commit.</summary>
internal sealed class CommitBatch(LanesOptions options)
{
    private readonly List<IntakeRequest> _requests = [];
    private readonly List<IncomingEvent>[] _byLane = [.. Enumerable.Range(0, Lane.Count).Select(_ => new List<IncomingEvent>())];
    private readonly HashSet<MessageKey> _keys = [];

    public int EventCount { get; private set; }

    /// <summary>
    /// Takes what waits, up to the limits of a commit, and leaves out duplicates: of what the window remembers, and of events
    /// of this very batch, whose request is answered together with the original's.
    /// </summary>
    public void Gather(ChannelReader<IntakeRequest> queue, DuplicateWindow window)
    {
        Clear();
        long bytes = 0;
        while (EventCount < options.MaxCommitEvents && bytes < options.MaxCommitBytes && queue.TryRead(out var request))
        {
            _requests.Add(request);
            foreach (var e in request.Events)
            {
                if (e.Key is { } key && (window.Contains(key) || !_keys.Add(key)))
                {
                    LaneMetrics.Duplicates.Add(1);
                    continue;
                }

                _byLane[e.LaneNumber].Add(e);
                EventCount++;
                bytes += e.Body.Length;
            }
        }
    }

    public List<LaneEvents> Lanes(LaneHeads heads)
    {
        var lanes = new List<LaneEvents>();
        for (var lane = 0; lane < Lane.Count; lane++)
        {
            if (_byLane[lane].Count > 0)
            {
                lanes.Add(new LaneEvents(lane, heads.Epoch(lane), heads.NextOffset(lane), _byLane[lane]));
            }
        }

        return lanes;
    }

    public Segment ToSegment(int shard, long sequence, DateTimeOffset appendedAt, IReadOnlyList<LaneRange> ranges)
    {
        var events = new SegmentEvent[EventCount];
        var next = 0;
        foreach (var range in ranges)
        {
            var offset = range.FirstOffset;
            foreach (var e in _byLane[range.Lane])
            {
                events[next++] = new SegmentEvent(range.Lane, offset++, e.Header, e.Body);
            }
        }

        return new Segment { Shard = shard, Sequence = sequence, AppendedAt = appendedAt, Lanes = [.. ranges], Events = events };
    }

    public void Remember(DuplicateWindow window, DateTimeOffset now)
    {
        foreach (var key in _keys)
        {
            window.Add(key, now);
        }
    }

    public void Complete(IntakeResult result)
    {
        foreach (var request in _requests)
        {
            request.Complete(result);
        }

        Clear();
    }

    private void Clear()
    {
        _requests.Clear();
        _keys.Clear();
        EventCount = 0;
        foreach (var lane in _byLane)
        {
            lane.Clear();
        }
    }
}
