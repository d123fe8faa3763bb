using Pintle.Lanes.Tail;
using Pintle.Router.Parking;
using Pintle.Router.Progress;
using Pintle.Store;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Delivery;

/// <summary>
/// Spilling: unfinished events of old segments are copied, once and without what is finished, so that neither a dead destination
/// nor a user whose event keeps failing holds the log. What is spilled is read from the copy.
/// </summary>
internal sealed partial class DeliveryLoop
{
    private const int SpillPage = 1 << 20;
    private const int SpillRead = 256 << 10;

    // Parked users are worked off event by event: the pages that were read for them last.
    private readonly ReadCache _spillPages = new(capacity: 2);

    /// <summary>Copies what is unfinished of a shard's segments appended before the time given, and lets copies go that nobody needs.</summary>
    public async Task SpillAsync(int shard, DateTimeOffset appendedBefore, CancellationToken ct)
    {
        while (StartOfSpill(shard) is { } from && await ReadOldAsync(shard, from, appendedBefore, ct) is { Count: > 0 } old)
        {
            var copies = Copy(old);
            lock (_gate)
            {
                _state.Buffers[shard].Spills.AddRange(copies);
                _state.Shards[shard].SpillingTo = old[^1].Sequence + 1;
                _state.Buffers[shard].IsMoved = true;
            }

            await _setup.Committers[shard].FlushAsync(ct);
            lock (_gate)
            {
                _state.Shards[shard].Spilled();
            }
        }
    }

    private Func<int, bool> InShard(int shard) => lane => _setup.Store.ShardOf(lane) == shard;

    /// <summary>From where on something unfinished is only in the log; null when the loop has ended. Old copies go on the way.</summary>
    private long? StartOfSpill(int shard)
    {
        lock (_gate)
        {
            if (_abort.IsCancellationRequested)
            {
                return null;
            }

            var (progress, lowest) = (_state.Shards[shard], _state.LowestNeeded(shard, InShard(shard)));
            if (progress.SpilledTo > 0)
            {
                _state.Buffers[shard].SpillsDoneBelow.Add(new SpillKey(_state.Consumer, Math.Min(lowest, progress.SpilledTo)));
                _state.Buffers[shard].IsMoved = true;
                _setup.Committers[shard].Notify(0);
            }

            return _walks[shard].Until <= lowest ? null : Math.Max(lowest, progress.SpilledTo);
        }
    }

    private async Task<List<StoredSegment>> ReadOldAsync(int shard, long from, DateTimeOffset appendedBefore, CancellationToken ct)
    {
        if (from > _setup.Lanes.Reader.LastSequence(shard))
        {
            return [];
        }

        // The head alone says whether there is anything old: the usual case costs a row.
        var first = await _setup.Store.ReadAsync(shard, from, 1, SegmentParts.Head, ct);
        if (first.Count == 0 || first[0].AppendedAt >= appendedBefore || first[0].Sequence >= _walks[shard].Until)
        {
            return [];
        }

        return [.. (await _setup.Store.ReadAsync(shard, from, SpillPage, SegmentParts.All, ct)).TakeWhile(s => s.AppendedAt < appendedBefore && s.Sequence < _walks[shard].Until)];
    }

    // Decoding and compressing keep nobody waiting. What ends between the look and the commit is copied in vain, which does no harm.
    private List<SpillRow> Copy(List<StoredSegment> old)
    {
        using var encoder = new SegmentEncoder();
        var copies = new List<SpillRow>();
        foreach (var row in old)
        {
            if (_setup.Lanes.Reader.Decode(row)?.Segment is { } segment && Unfinished(segment) is { Count: > 0 } unfinished)
            {
                var copy = encoder.EncodeSparse(segment, unfinished);
                copies.Add(new SpillRow(new SpillKey(_state.Consumer, row.Sequence), row.AppendedAt, copy.Head, copy.Body));
            }
        }

        return copies;
    }

    private List<SegmentEvent> Unfinished(Segment segment)
    {
        lock (_gate)
        {
            return [.. segment.Events.Where(IsUnfinished)];
        }
    }

    // Parked events count as done in the lane: their user remembers them.
    private bool IsUnfinished(SegmentEvent e)
    {
        var progress = _state.Shards[_setup.Store.ShardOf(e.Lane)][e.Lane];
        return !progress.IsDone(e.Offset)
            ? Owns(e)
            : _state.Parked.TryGet(ParkedUser.KeyOf(e.Header).Hash, out var parked) && parked.Key.Lane == e.Lane && parked.MayHold(e.Offset);
    }

    private async Task<LogPage> ReadSpillAsync(ShardProgress progress, long from)
    {
        var rows = await _setup.Store.Outcomes.SpillsAsync(progress.Shard, _state.Consumer, from, SpillRead, _abort.Token);
        return new LogPage(
            [.. rows.Select(row => ToSegment(progress.Shard, row)).OfType<TailSegment>()], rows.Count == 0 ? progress.SpilledTo : rows[^1].Key.Sequence + 1, AtTail: false);
    }

    private async Task<TailSegment?> FindSpilledAsync(int shard, long sequence)
    {
        var page = await _spillPages.GetAsync(shard, sequence, () => ReadSpillAsync(_state.Shards[shard], sequence));
        return page.Segments.FirstOrDefault(s => s.Sequence == sequence);
    }

    private TailSegment? ToSegment(int shard, SpillRow row) =>
        _setup.Lanes.Reader.Decode(new StoredSegment(shard, row.Key.Sequence, row.AppendedAt, row.Head, row.Body));
}
