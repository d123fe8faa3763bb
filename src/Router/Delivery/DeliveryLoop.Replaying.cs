using Pintle.Router.Replay;
using Pintle.Router.Retry;
using Pintle.Store.Segments;
using Pintle.Workspace;

namespace Pintle.Router.Delivery;

/// <summary>
/// What is different when the loop replays a stretch of the log: it takes what a filter covers, ends, and stops when its
/// destination no longer receives events. Everything else, failures included, is as for live events.
/// </summary>
internal sealed partial class DeliveryLoop
{
    private readonly LogRange? _range;
    private readonly TaskCompletionSource<string> _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes, with the reason, when a replay can't go on because of its destination.</summary>
    public Task<string> Halted => _halted.Task;

    // Events taken from the log that have not ended, parked ones included.
    private int InHand => _walks.Sum(w => w.Progress.Ledger.InHand - (w.HasSegment ? 1 : 0)) + _state.Parked.Waiting;

    /// <summary>How far a replay is.</summary>
    public JobProgress Progress()
    {
        lock (_gate)
        {
            return _range!.Tally.ToProgress(InHand) with { Share = ShareRead };
        }
    }

    /// <summary>How much of a replay's stretch has been read; under the lock.</summary>
    public double ShareRead => _range!.ShareDone(_walks.Select(w => w.ReadFrom));

    /// <summary>The next commit of the first shard writes the job down, whatever else it holds.</summary>
    public void Touch()
    {
        lock (_gate)
        {
            _state.Buffers[0].IsMoved = true;
        }
    }

    private bool Owns(in SegmentEvent e) => _range is null
        ? _connections.Owns(e.Header, e.Lane, e.Offset)
        : (e.Header.DestinationId.Length == 0 || e.Header.DestinationId == _destinationId) && _range.Filter.Covers(e.Header);

    private bool IsReplay(PendingEvent pending) => _range is not null || pending.Replay is not null;

    // A live loop would end what waits as dead letters: for a replay those would be copies of what was delivered before.
    private bool MustHalt(WorkspaceSnapshot snapshot)
    {
        var destination = snapshot.DestinationsById.GetValueOrDefault(_destinationId);
        if (destination is { ReceivesEvents: true })
        {
            return false;
        }

        _halted.TrySetResult(destination is null ? "The destination was deleted." : "The destination was disabled.");
        return true;
    }

    private List<Throttle> ThrottlesOf(Destination destination)
    {
        var throttles = new List<Throttle>();
        if (_range?.Pace is { } pace)
        {
            throttles.Add(pace);
        }

        if (_setup.Throttles.Of(_destinationId, destination.Definition.Name) is { } shared)
        {
            throttles.Add(shared);
        }

        return throttles;
    }
}
