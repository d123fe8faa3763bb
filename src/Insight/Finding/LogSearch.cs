using System.Runtime.CompilerServices;
using Pintle.Store;
using Pintle.Store.Segments;

namespace Pintle.Insight.Finding;

/// <summary>
/// Walks the log's heads from the time asked for on, in constant memory; bodies are read and decompressed only of segments that
/// have a match.
/// </summary>
public sealed class LogSearch(IEventStore store, HeaderQuery query)
{
    private const int HeadBytes = 4 << 20;

    // An event is appended after it was received; how long after depends on how long the store was away.
    private static readonly TimeSpan LatestAppend = TimeSpan.FromMinutes(10);

    private readonly HeaderSearch _search = new(query);

    /// <summary>Headers looked at so far.</summary>
    public long Seen => _search.Seen;

    /// <summary>Segments that can't be read and were passed over.</summary>
    public int Damaged { get; private set; }

    /// <summary>Matching events behind a place, in order.</summary>
    public async IAsyncEnumerable<FoundEvent> FindAsync(SearchPlace? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var matches = new List<int>();
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            if (after is { Region: SearchRegion.Log } place && place.Shard > shard || !ShardMayHold(shard))
            {
                continue;
            }

            var isInside = after is { Region: SearchRegion.Log } start && start.Shard == shard;
            var from = isInside ? after!.Value.Sequence : await StartAsync(shard, ct);
            while (await store.ReadAsync(shard, from, HeadBytes, SegmentParts.Head, ct) is { Count: > 0 } page)
            {
                foreach (var head in page)
                {
                    if (head.AppendedAt - LatestAppend > query.To)
                    {
                        break;
                    }

                    matches.Clear();
                    if (Matches(head, matches) && await ReadAsync(shard, head.Sequence, ct) is { } segment)
                    {
                        foreach (var found in matches.Select(i => new FoundEvent(new SearchPlace(SearchRegion.Log, shard, head.Sequence, i), segment.Events[i])))
                        {
                            if (after is null || found.Place > after)
                            {
                                yield return found;
                            }
                        }
                    }
                }

                from = page[^1].Sequence + 1;
                if (page[^1].AppendedAt - LatestAppend > query.To)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Finds the matching events of one segment's head. False when there is none.</summary>
    internal bool Matches(StoredSegment head, List<int> matches)
    {
        try
        {
            _search.Find(head.Head.Span, matches);
            return matches.Count > 0;
        }
        catch (SegmentDamagedException)
        {
            Damaged++;
            return false;
        }
    }

    /// <summary>Decodes a whole segment; null when it is damaged, which is counted.</summary>
    internal Segment? Decode(StoredSegment row)
    {
        try
        {
            return SegmentDecoder.Decode(row);
        }
        catch (SegmentDamagedException)
        {
            Damaged++;
            return null;
        }
    }

    internal bool ShardMayHold(int shard) => Enumerable.Range(0, Events.Lane.Count).Any(lane => store.ShardOf(lane) == shard && query.MayBeIn(lane));

    private async Task<long> StartAsync(int shard, CancellationToken ct)
    {
        var status = await store.StatusAsync(shard, ct);
        return await SequenceByTime.FindInLogAsync(store, shard, status.FirstSequence, status.NextSequence, query.From, ct);
    }

    // Null also when a trim was faster.
    private async Task<Segment?> ReadAsync(int shard, long sequence, CancellationToken ct) =>
        await store.ReadAsync(shard, sequence, 1, SegmentParts.All, ct) is [var row, ..] && row.Sequence == sequence ? Decode(row) : null;
}
