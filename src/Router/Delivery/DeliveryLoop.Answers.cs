using Pintle.Router.Parking;
using Pintle.Router.Tracing;
using Pintle.Store.Segments;

namespace Pintle.Router.Delivery;

/// <summary>What a loop answers when it is asked about one event.</summary>
internal sealed partial class DeliveryLoop
{
    /// <summary>Where an event stands; what a finished one came to is for the caller to find out.</summary>
    public DestinationFate FateOf(SegmentEvent e)
    {
        lock (_gate)
        {
            var fate = new DestinationFate(_destinationId, FateKind.Done);
            if (e.Header.DestinationId.Length > 0 && e.Header.DestinationId != _destinationId)
            {
                return fate with { Kind = FateKind.Filtered, Detail = "pinned to another destination" };
            }

            if (!_connections.Owns(e.Header, e.Lane, e.Offset))
            {
                return fate with { Kind = FateKind.NotConnected, Detail = "its source was not connected when it came in" };
            }

            var lane = _state.Shards[_setup.Store.ShardOf(e.Lane)][e.Lane];
            if (!lane.IsDone(e.Offset))
            {
                return fate with { Kind = FateKind.Waiting, Detail = WhyItWaits(e.Offset - lane.Cursor) };
            }

            return _state.Parked.TryGet(ParkedUser.KeyOf(e.Header).Hash, out var user) && user.Key.Lane == e.Lane && user.MayHold(e.Offset)
                ? Parked(fate, user, e.Offset)
                : fate;
        }
    }

    /// <summary>What today's configuration makes of an event; null when it can't be judged now.</summary>
    public Transformed? Judge(SegmentEvent e)
    {
        EventTransformer? transformer;
        lock (_gate)
        {
            transformer = _transformer;
        }

        return transformer?.Judge(new PendingEvent(new Progress.EventAddress(e.Lane, e.Offset, 0), e.Header, e.Body));
    }

    /// <summary>When the oldest event that waits was appended, as far as memory knows, and the segments whose head says the rest.</summary>
    public (DateTimeOffset? Oldest, IReadOnlyList<(int Shard, long Sequence)> Unopened) OldestWaiting()
    {
        lock (_gate)
        {
            var oldest = _state.Shards.Min(s => s.Ledger.OldestNeeded);
            foreach (var user in _state.Parked.All)
            {
                oldest = Earlier(oldest, user.Failed?.FirstAttempt);
            }

            return (oldest, [.. _state.Shards
                .Where(s => s.Ledger.OldestNeeded is null && s.Ledger.NextSequence <= _setup.Lanes.Reader.LastSequence(s.Shard))
                .Select(s => (s.Shard, Math.Max(s.Ledger.NextSequence, s.SpilledTo)))]);
        }
    }

    private static DestinationFate Parked(DestinationFate fate, ParkedUser user, long offset) =>
        user.Failed is { } failed && failed.Address.Offset == offset
            ? fate with
            {
                Kind = FateKind.Parked,
                Detail = failed.Last.Message.Length == 0 ? failed.Last.Reason : $"{failed.Last.Reason}: {failed.Last.Message}",
                StatusCode = failed.Last.StatusCode,
                Attempts = failed.Attempts,
                NextTry = user.NextTry,
            }
            : fate with
            {
                Kind = FateKind.Waiting,
                Detail = user.Failed is null ? "behind a failed event of its user, its turn comes" : "behind a failed event of its user",
                NextTry = user.Failed is null ? null : user.NextTry,
            };

    private string WhyItWaits(long before) => _mode switch
    {
        DeliveryMode.Wait when _modeEnds is { } end => $"the destination is disabled; it becomes a dead letter after {end:u}",
        _ when Problem.Length > 0 && (_mode == DeliveryMode.Wait || _breaker.IsOpen) => $"the destination does not take events: {Problem}",
        _ when Problem.Length > 0 && before == 0 => $"it or another event was sent back: {Problem}",
        _ when before == 0 => "its request is on its way, or its turn comes",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at most {before} events of its lane are before it"),
    };
}
