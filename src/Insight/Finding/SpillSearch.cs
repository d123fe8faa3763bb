using System.Runtime.CompilerServices;
using Pintle.Store;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Insight.Finding;

/// <summary>Walks what lagging destinations have copied and the log no longer has, all destinations side by side, each event once.</summary>
public sealed class SpillSearch(IEventStore store, HeaderQuery query, LogSearch log)
{
    private const int PageBytes = 256 << 10;

    /// <summary>Matching events behind a place, in order.</summary>
    public async IAsyncEnumerable<FoundEvent> FindAsync(SearchPlace? after, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            if (after is { Region: SearchRegion.Log } || after is { Region: SearchRegion.Spill } place && place.Shard > shard || !log.ShardMayHold(shard))
            {
                continue;
            }

            var isInside = after is { Region: SearchRegion.Spill } start && start.Shard == shard;
            var end = (await store.StatusAsync(shard, ct)).FirstSequence;
            var copies = new List<Copies>();
            foreach (var consumer in (await store.Outcomes.ConsumersAsync(shard, null, ct)).Select(c => c.Consumer).Distinct())
            {
                copies.Add(new Copies(store, shard, consumer, isInside ? after!.Value.Sequence : await StartAsync(shard, consumer, end, ct), end));
            }

            await foreach (var found in WalkAsync(shard, copies, ct))
            {
                if (after is null || found.Place > after)
                {
                    yield return found;
                }
            }
        }
    }

    private async IAsyncEnumerable<FoundEvent> WalkAsync(int shard, List<Copies> copies, [EnumeratorCancellation] CancellationToken ct)
    {
        var matches = new List<int>();
        while (true)
        {
            var heads = new List<(Copies Of, SpillRow Row)>();
            foreach (var copy in copies)
            {
                if (await copy.PeekAsync(ct) is { } row)
                {
                    heads.Add((copy, row));
                }
            }

            if (heads.Count == 0)
            {
                yield break;
            }

            var sequence = heads.Min(h => h.Row.Key.Sequence);
            var events = new SortedDictionary<int, SegmentEvent>();
            foreach (var (copy, row) in heads.Where(h => h.Row.Key.Sequence == sequence))
            {
                copy.Take();
                matches.Clear();
                var stored = new StoredSegment(shard, sequence, row.AppendedAt, row.Head, row.Body);
                if (log.Matches(stored, matches) && log.Decode(stored) is { } segment)
                {
                    matches.ForEach(i => events.TryAdd(IndexOf(segment.Events[i]), segment.Events[i]));
                }
            }

            foreach (var (index, e) in events)
            {
                yield return new FoundEvent(new SearchPlace(SearchRegion.Spill, shard, sequence, index), e);
            }
        }
    }

    // Copies of one segment differ in what they hold and may go meanwhile, so its events are told apart by lane and offset. A
    // segment has far fewer than a million events.
    private static int IndexOf(SegmentEvent e) => (e.Lane << 20) | (int)(e.Offset & 0xfffff);

    private Task<long> StartAsync(int shard, string consumer, long end, CancellationToken ct) =>
        SequenceByTime.FindAsync(0, end, query.From, async sequence =>
            await store.Outcomes.SpillsAsync(shard, consumer, sequence, 1, ct) is [var row, ..] ? (row.Key.Sequence, row.AppendedAt) : null);

    /// <summary>One consumer's copies, page by page.</summary>
    private sealed class Copies(IEventStore store, int shard, string consumer, long from, long end)
    {
        private readonly Queue<SpillRow> _page = new();
        private long _from = from;
        private bool _isAtEnd;

        public async Task<SpillRow?> PeekAsync(CancellationToken ct)
        {
            if (_page.Count == 0 && !_isAtEnd)
            {
                var rows = await store.Outcomes.SpillsAsync(shard, consumer, _from, PageBytes, ct);
                foreach (var row in rows.Where(r => r.Key.Sequence < end))
                {
                    _page.Enqueue(row);
                }

                _isAtEnd = _page.Count == 0 || _page.Count < rows.Count;
                _from = rows.Count == 0 ? _from : rows[^1].Key.Sequence + 1;
            }

            return _page.Count == 0 ? null : _page.Peek();
        }

        public void Take() => _page.Dequeue();
    }
}
