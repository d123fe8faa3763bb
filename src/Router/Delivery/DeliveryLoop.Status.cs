using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.Delivery;

/// <summary>What others may know of a loop.</summary>
internal sealed partial class DeliveryLoop
{
    // Why nothing is delivered in the mode that it is in.
    private string _held = "not configured yet";

    // What the last event that was sent back came back with, while the breaker is closed.
    private string _lastFault = "";

    private string Problem => (_mode, _breaker.IsOpen) switch
    {
        (DeliveryMode.Wait, _) => _held,
        (_, true) => _breaker.Reason,
        (DeliveryMode.Deliver, false) => _lastFault,
        _ => "",
    };

    /// <summary>What an answer says of the destination as a whole.</summary>
    private void TellBreaker(Attempt attempt)
    {
        var (answer, verdict, wasOpen) = (attempt.Answer, attempt.Verdict, _breaker.IsOpen);
        if (answer.WasNotAsked && verdict.Kind is not VerdictKind.DestinationFault)
        {
            // The vendor was not asked: that says nothing of it, and the next event is the probe.
            if (attempt.IsProbe)
            {
                _breaker.CancelProbe();
            }

            return;
        }

        if (verdict.Kind is VerdictKind.Retry or VerdictKind.DestinationFault)
        {
            var reason = verdict.Message.Length == 0 ? verdict.Reason : $"{verdict.Reason}: {verdict.Message}";
            // How long one event is to wait says nothing of the others.
            var retryAfter = verdict.Kind == VerdictKind.DestinationFault ? attempt.RetryAfter : null;
            _breaker.Failed(answer.IsConnectionFailure, attempt.IsProbe, retryAfter, answer.IsConfigurationFault, reason);
            _lastFault = verdict.Kind == VerdictKind.DestinationFault ? reason : _lastFault;
        }
        else
        {
            _breaker.Succeeded(attempt.IsProbe);
            _lastFault = _resting == 0 ? "" : _lastFault;
        }

        if (_breaker.IsOpen && !wasOpen)
        {
            _setup.Log.Refuses(_destinationId, _breaker.Reason);
        }
        else if (wasOpen && !_breaker.IsOpen)
        {
            _setup.Log.TakesAgain(_destinationId);
        }
    }

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
                Problem,
                waiting,
                _admission.InFlight,
                _state.Parked.Count,
                _breaker.IsOpen,
                _state.Shards.Min(s => s.Ledger.OldestNeeded));
        }
    }
}
