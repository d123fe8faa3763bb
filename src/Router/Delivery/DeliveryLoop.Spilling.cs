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
    private const int SpillsAtHand = 8;

    // Parked users are worked off event by event: segments that were read for them last.
    private readonly LinkedList<(int Shard, long Sequence, TailSegment? Segment)> _spillsAtHand = new();

    /// <summary>Copies what is unfinished of a shard's segments appended before the time given, and lets copies go that nobody needs.</summary>
    public async Task SpillAsync(int shard, DateTimeOffset appendedBefore, CancellationToken ct)
    {
        using var encoder = new SegmentEncoder();
        while (StartOfSpill(shard) is { } from && await ReadOldAsync(shard, from, appendedBefore, ct) is { Count: > 0 } old)
        {
            lock (_gate)
            {
                foreach (var segment in old)
                {
                    Spill(segment, encoder);
                }

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

            return Math.Max(lowest, progress.SpilledTo);
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
        if (first.Count == 0 || first[0].AppendedAt >= appendedBefore)
        {
            return [];
        }

        return [.. (await _setup.Store.ReadAsync(shard, from, SpillPage, SegmentParts.All, ct)).TakeWhile(s => s.AppendedAt < appendedBefore)];
    }

    private void Spill(StoredSegment row, SegmentEncoder encoder)
    {
        if (_setup.Lanes.Reader.Decode(row)?.Segment is not { } segment)
        {
            return;
        }

        List<SegmentEvent> unfinished = [.. segment.Events.Where(IsUnfinished)];
        if (unfinished.Count > 0)
        {
            var copy = encoder.EncodeSparse(segment, unfinished);
            _state.Buffers[row.Shard].Spills.Add(new SpillRow(new SpillKey(_state.Consumer, row.Sequence), row.AppendedAt, copy.Head, copy.Body));
        }
    }

    // Parked events count as done in the lane: their user remembers them.
    private bool IsUnfinished(SegmentEvent e)
    {
        var progress = _state.Shards[_setup.Store.ShardOf(e.Lane)][e.Lane];
        return !progress.IsDone(e.Offset)
            ? _connections.Owns(e.Header, e.Lane, e.Offset)
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
        lock (_spillsAtHand)
        {
            for (var at = _spillsAtHand.First; at is not null; at = at.Next)
            {
                if (at.Value.Shard == shard && at.Value.Sequence == sequence)
                {
                    return at.Value.Segment;
                }
            }
        }

        var rows = await _setup.Store.Outcomes.SpillsAsync(shard, _state.Consumer, sequence, 1, _abort.Token);
        var segment = rows.Count > 0 && rows[0].Key.Sequence == sequence ? ToSegment(shard, rows[0]) : null;
        lock (_spillsAtHand)
        {
            _spillsAtHand.AddFirst((shard, sequence, segment));
            if (_spillsAtHand.Count > SpillsAtHand)
            {
                _spillsAtHand.RemoveLast();
            }
        }

        return segment;
    }

    private TailSegment? ToSegment(int shard, SpillRow row) =>
        _setup.Lanes.Reader.Decode(new StoredSegment(shard, row.Key.Sequence, row.AppendedAt, row.Head, row.Body));
}
