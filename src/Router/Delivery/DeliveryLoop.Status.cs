namespace Pintle.Router.Delivery;

/// <summary>What others may know of a loop.</summary>
internal sealed partial class DeliveryLoop
{
    /// <summary>Lowest sequence of a shard that it still needs from the log.</summary>
    public long LowestNeeded(int shard)
    {
        lock (_gate)
        {
            var lowest = _state.LowestInLog(shard, InShard(shard));
            return lowest >= _walks[shard].Until ? long.MaxValue : lowest;
        }
    }

    public DestinationStatus Status()
    {
        lock (_gate)
        {
            // What is parked counts as done in its lane; what has ended and isn't committed would wait again after a crash.
            var waiting = _state.Shards.Sum(s => s.LaneNumbers.Sum(lane => _setup.Lanes.Heads.NextOffset(lane) - s[lane].Cursor - s[lane].DoneAhead))
                + _state.Parked.Waiting + _state.Buffers.Sum(b => b.Settled) + _settling.Sum();
            return new DestinationStatus(
                _destinationId,
                _mode.ToString().ToLowerInvariant(),
                _breaker.Reason,
                waiting,
                _admission.InFlight,
                _state.Parked.Count,
                _state.Shards.Min(s => s.Ledger.OldestNeeded));
        }
    }
}
