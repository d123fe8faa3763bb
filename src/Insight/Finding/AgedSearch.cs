using System.Runtime.CompilerServices;
using Pintle.Store;
using Pintle.Store.DeadLetters;
using Pintle.Store.Segments;

namespace Pintle.Insight.Finding;

/// <summary>Finds events that only dead letters still have: the log has gone past them and no destination has copied them.</summary>
public sealed class AgedSearch(IEventStore store, HeaderQuery query, LogSearch log, SpillSearch spills)
{
    private const int LettersPerPage = 2_000;
    private const int HeadBytes = 256 << 10;

    private readonly Dictionary<int, long> _firstOffsets = [];

    /// <summary>Matching events behind a place, each once, in the order in which they failed.</summary>
    public async IAsyncEnumerable<FoundEvent> FindAsync(SearchPlace? after, [EnumeratorCancellation] CancellationToken ct)
    {
        if (after is { Region: > SearchRegion.Aged } || !await LogBeginsLaterAsync(ct))
        {
            yield break;
        }

        HashSet<(int, long)>? copied = null;
        var given = new HashSet<(int, long)>();
        var filter = new DeadLetterFilter(From: query.From);
        string? page = null;
        do
        {
            var read = await store.DeadLetters.PageAsync(filter, page, LettersPerPage, ct);
            foreach (var letter in read.Letters.Select(l => l.Letter))
            {
                var header = PackedHeader.Unpack(letter.Header.Span);
                if (!query.Matches(header) || letter.Offset >= await FirstOffsetAsync(letter.Lane, ct)
                    || (copied ??= await CopiedAsync(ct)).Contains((letter.Lane, letter.Offset)) || !given.Add((letter.Lane, letter.Offset)))
                {
                    continue;
                }

                var place = new SearchPlace(SearchRegion.Aged, 0, given.Count, 0);
                if (after is null || place > after)
                {
                    yield return new FoundEvent(place, new SegmentEvent(letter.Lane, letter.Offset, header, letter.Event));
                }
            }

            page = read.Next;
        }
        while (page is not null);
    }

    private async Task<bool> LogBeginsLaterAsync(CancellationToken ct)
    {
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            if (log.ShardMayHold(shard) && (await store.StatusAsync(shard, ct)).OldestAppend is var oldest && (oldest is null || oldest > query.From))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The lowest offset of a lane that the log still has.</summary>
    private async Task<long> FirstOffsetAsync(int lane, CancellationToken ct)
    {
        if (!_firstOffsets.TryGetValue(lane, out var first))
        {
            _firstOffsets[lane] = first = await ReadFirstOffsetAsync(lane, ct);
        }

        return first;
    }

    private async Task<long> ReadFirstOffsetAsync(int lane, CancellationToken ct)
    {
        var shard = store.ShardOf(lane);
        var from = 0L;
        while (await store.ReadAsync(shard, from, HeadBytes, SegmentParts.Head, ct) is { Count: > 0 } heads)
        {
            foreach (var range in heads.SelectMany(Lanes))
            {
                if (range.Lane == lane)
                {
                    return range.FirstOffset;
                }
            }

            from = heads[^1].Sequence + 1;
        }

        return long.MaxValue;
    }

    private static LaneRange[] Lanes(StoredSegment head)
    {
        try
        {
            return SegmentDecoder.DecodeLanes(head.Head.Span);
        }
        catch (SegmentDamagedException)
        {
            return [];
        }
    }

    private async Task<HashSet<(int Lane, long Offset)>> CopiedAsync(CancellationToken ct)
    {
        var copied = new HashSet<(int, long)>();
        await foreach (var found in spills.FindAsync(null, ct))
        {
            copied.Add((found.Event.Lane, found.Event.Offset));
        }

        return copied;
    }
}
