using Pintle.DestinationKit.Delivery;
using Pintle.Lanes.Tail;
using Pintle.Router.Draining;
using Pintle.Router.Parking;
using Pintle.Router.Progress;

namespace Pintle.Router.Delivery;

/// <summary>Taking events: from the log, from behind users' requests, from replays.</summary>
internal sealed partial class DeliveryLoop
{
    /// <summary>Gives replayed events to the loop; each one's ticket hears when it has ended.</summary>
    public void Replay(IEnumerable<PendingEvent> events)
    {
        lock (_gate)
        {
            foreach (var e in events)
            {
                _replays.Enqueue(e);
            }
        }

        _wake.Set();
    }

    private void Take(TailSegment segment, int index, SegmentTicket ticket, LogWalk walk)
    {
        var e = segment.Segment.Events[index];
        if (!Owns(e))
        {
            _range?.Tally.PassOver();
            walk.Progress[e.Lane].MarkDone(e.Offset);
            _state.Buffers[walk.Progress.Shard].IsMoved = true;
            return;
        }

        ticket.Left++;
        var address = new EventAddress(e.Lane, e.Offset, segment.Sequence);
        var pending = new PendingEvent(address, e.Header, e.Body) { Ticket = ticket };
        if (!e.Header.User.IsNone && _state.Parked.TryGet(e.Header.User.Hash, out var parked))
        {
            parked.AddBehind(address);
            _state.Parked.Touch(parked);
            Pass(pending);
        }
        else if (_users.TryStart(pending))
        {
            Start(pending, parked: null, segment, index);
        }
    }

    // A bug in processing is met again, and handled, when the event is transformed.
    private static Lanes.Processing.ProcessedEvent? TryProcess(TailSegment segment, int index)
    {
        try
        {
            return segment.Process(index);
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private void StartReady()
    {
        while (_ready.Count > 0 && MayTake)
        {
            Start(_ready.Dequeue(), parked: null);
        }
    }

    private void StartReturned()
    {
        while (_returned.Count > 0 && MaySend)
        {
            var attempt = _returned.Dequeue();
            if ((IsTooOld(attempt.Event) ? Expired : EndingOf(attempt.Event)) is { } ending)
            {
                End(attempt.Event, attempt.Parked, ending, attempt.FormerAttempts, request: null);
            }
            else
            {
                GoOn(attempt);
            }
        }
    }

    private void GoOn(Attempt attempt)
    {
        if (attempt.Requests.Count > 0)
        {
            Launch(attempt);
        }
        else
        {
            Transform(attempt);
        }
    }

    private void StartReplays()
    {
        // Live events have most of the places: a replay must not starve them.
        var most = Math.Max(1, _setup.Options.MaxInFlight / 4);
        while (_replays.Count > 0 && _replaying < most && MayTake)
        {
            var pending = _replays.Dequeue();
            if (_replayUsers.TryStart(pending))
            {
                _replaying++;
                Start(pending, parked: null);
            }
        }
    }

    /// <summary>Transforms an event whose turn it is, and sends or ends it.</summary>
    private void Start(PendingEvent pending, ParkedUser? parked, TailSegment? segment = null, int index = 0)
    {
        if (pending.Replay is { Cancelled.IsCancellationRequested: true } replay)
        {
            // Its letter stays.
            replay.Settled(null);
            FinishUser(pending);
            return;
        }

        if (IsTooOld(pending))
        {
            End(pending, parked, IsDropped(pending) ? null : Expired, attempts: 0, request: null);
            return;
        }

        if (EndingOf(pending) is { } ending)
        {
            End(pending, parked, IsDropped(pending) ? null : ending, attempts: 0, request: null);
            return;
        }

        Transform(new Attempt(pending, []) { Parked = parked, FormerAttempts = parked?.Failed?.Attempts ?? 0, FirstAttempt = parked?.Failed?.FirstAttempt }, segment, index);
    }

    /// <summary>Makes requests of an event, now, after a look-up, or together with others, and sends or ends it.</summary>
    private void Transform(Attempt attempt, TailSegment? segment = null, int index = 0)
    {
        var (transformed, waiting, message) = TransformInHand(attempt, segment, index);
        attempt.Event.Processed = null;
        if (message is { } shared)
        {
            attempt.For(shared);
            if (IsForCode(attempt))
            {
                GatherForCode(attempt);
            }
            else
            {
                Gather(attempt);
            }

            return;
        }

        switch (transformed)
        {
            case null:
                Launch(attempt.After(waiting!));
                break;
            case { Requests.Count: > 0 }:
                attempt.Take(transformed);
                Launch(attempt);
                break;
            case { Requests: not null }:
                EndOutput(attempt, Verdict.Delivered, attempts: 0, request: null);
                break;
            case { Verdict.Kind: VerdictKind.DestinationFault }:
                // The breaker is to hear of it, and it is no fault of the event's.
                Launch(attempt.After(Task.FromResult(transformed)));
                break;
            case { Verdict: { Kind: VerdictKind.Retry } later }:
                attempt.Verdict = later;
                Park(attempt);
                break;
            case { Verdict: null }:
                End(attempt.Event, attempt.Parked, verdict: null, attempt.FormerAttempts, request: null);
                break;
            default:
                EndOutput(attempt, transformed.Verdict, attempt.FormerAttempts, request: null);
                break;
        }
    }

    private static readonly Verdict Expired =
        new(VerdictKind.Abort, 410, "job expired", "The event waited longer than the retention of the job.");

    // Also one that a destination that is away gave back: it would be tried for ever, and keep those behind it from their end.
    private bool IsTooOld(PendingEvent pending) =>
        _mode == DeliveryMode.Deliver && !IsReplay(pending) && _setup.Time.GetUtcNow() - pending.Header.ReceivedAt > _setup.Options.ExpireAfter;

    /// <summary>Left out before the fan-out, and counted there: also a destination that is gone must not count it again.</summary>
    private bool IsDropped(PendingEvent pending) =>
        _snapshot is { } snapshot && snapshot.SourcesById.ContainsKey(pending.Header.SourceId) && _setup.Steps.Drop(pending.Header, snapshot) is not null;

    /// <summary>Why an event, tried or not, ends without another request; null when it goes on.</summary>
    private Verdict? EndingOf(PendingEvent pending) =>
        _mode != DeliveryMode.Deliver ? ModeVerdict : _setup.Drained.Contains(pending.Header) ? DrainedRuns.Verdict : null;

    private Verdict ModeVerdict => _mode == DeliveryMode.Deleted
        ? new Verdict(VerdictKind.Abort, 410, "destination was deleted")
        : new Verdict(VerdictKind.Abort, 410, "destination is disabled", "The destination was disabled for longer than the grace while the event waited.");
}
