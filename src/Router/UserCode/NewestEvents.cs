using Pintle.Lanes;
using Pintle.Lanes.Processing;
using Pintle.Store;
using Pintle.Workspace;

namespace Pintle.Router.UserCode;

/// <summary>The end of the log, to try code on.</summary>
internal sealed class NewestEvents(IEventStore store, LaneOwner lanes, ProcessingSteps steps, WorkspaceSnapshot snapshot)
{
    // Steps back grow: of a rare source more of the log is read, but never all of it.
    private const int FirstStep = 16;
    private const int StepGrowth = 4;
    private const int MostSegments = 4_096;

    /// <summary>Events as destinations see them, the newest first.</summary>
    /// <param name="sourceId">Only of this source; null: of any.</param>
    /// <param name="most">No more than so many.</param>
    public async Task<IReadOnlyList<ProcessedEvent>> ReadAsync(string? sourceId, int most, CancellationToken ct)
    {
        var found = new List<ProcessedEvent>();
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            found.AddRange(await ReadShardAsync(shard, sourceId, most, ct));
        }

        return [.. found.OrderByDescending(e => e.Header.ReceivedAt).Take(most)];
    }

    private async Task<List<ProcessedEvent>> ReadShardAsync(int shard, string? sourceId, int most, CancellationToken ct)
    {
        var found = new List<ProcessedEvent>();
        var end = lanes.Reader.LastSequence(shard) + 1;
        var first = Math.Max((await store.StatusAsync(shard, ct)).FirstSequence, end - MostSegments);
        for (var step = (long)FirstStep; end > first && found.Count < most; step *= StepGrowth)
        {
            var begin = Math.Max(first, end - step);
            found.AddRange(await ReadPartAsync(shard, (begin, end), sourceId, ct));
            end = begin;
        }

        return found;
    }

    private async Task<List<ProcessedEvent>> ReadPartAsync(int shard, (long Begin, long End) part, string? sourceId, CancellationToken ct)
    {
        var found = new List<ProcessedEvent>();
        for (var next = part.Begin; next < part.End;)
        {
            var page = await lanes.Reader.ReadAsync(shard, next, ct);
            if (page.Next == next)
            {
                break;
            }

            next = page.Next;
            found.AddRange(page.Segments.Where(s => s.Sequence < part.End).SelectMany(s => s.Segment.Events)
                .Where(e => snapshot.SourcesById.ContainsKey(e.Header.SourceId) && (sourceId is null || e.Header.SourceId == sourceId))
                .Select(e => steps.Process(e.Header, e.Body, snapshot)).Where(e => e.DropReason is null));
        }

        return found;
    }
}
