using Pintle.DestinationKit.Delivery;
using Pintle.Lanes.Tail;
using Pintle.Router.Parking;
using Pintle.Router.Progress;
using Pintle.Store.Segments;

namespace Pintle.Router.Delivery;

/// <summary>Working off parked users: the failed event when its time has come, then the events behind it, one by one.</summary>
internal sealed partial class DeliveryLoop
{
    private const int RangesPerLoad = 16;

    private readonly Queue<ParkedUser> _parkedReady = new();

    // Events that were read back and wait for a place: one that was free when the read began may be taken by now.
    private readonly Queue<Action> _found = new();
    private int _fetching;

    private static readonly Verdict Lost = new(
        VerdictKind.Abort, 500, "event is gone from the log", "The parked event could not be read back: its segment is damaged or was deleted.");

    private void StartParked()
    {
        var now = _setup.Time.GetUtcNow();
        while (_state.Parked.TryTakeDue(now, out var due))
        {
            _parkedReady.Enqueue(due);
        }

        while (_found.Count > 0 && MayTake)
        {
            _found.Dequeue()();
        }

        while (_parkedReady.Count > 0 && _fetching + _found.Count < _setup.Options.MaxInFlight && MayTake)
        {
            StartParked(_parkedReady.Dequeue());
        }
    }

    private void StartParked(ParkedUser user)
    {
        if (user.IsBusy)
        {
            return;
        }

        if (user.IsEmpty)
        {
            _state.Parked.Remove(user);
            return;
        }

        user.IsBusy = true;
        if (user.Failed is { } failed)
        {
            Fetch(user, failed.Address, (e, found) => Retry(user, failed, e, found));
        }
        else if (user.TryPeekBehind(out var next))
        {
            Fetch(user, next, (e, found) => StartBehind(user, e, found));
        }
        else
        {
            _work.Add(() => PostAsync(LoadRangesAsync(user), page => Loaded(user, page), failed: () => Again(user)));
        }
    }

    /// <summary>Reads an event back and goes on with it under the lock.</summary>
    private void Fetch(ParkedUser user, EventAddress address, Action<PendingEvent, bool> goOn)
    {
        var find = FindAsync(address);
        if (find.IsCompletedSuccessfully)
        {
            Found(find.Result)();
            return;
        }

        _fetching++;
        _work.Add(() => PostAsync(
            find,
            segment =>
            {
                _fetching--;
                _found.Enqueue(Found(segment));
            },
            failed: () =>
            {
                _fetching--;
                Again(user);
            }));

        Action Found(TailSegment? segment)
        {
            var e = segment?.Segment.Find(address.Lane, address.Offset);
            var pending = ToPending(address, e);
            return () => goOn(pending, e is not null);
        }
    }

    private Task<TailSegment?> FindAsync(EventAddress address)
    {
        var shard = _setup.Store.ShardOf(address.Lane);
        return address.Sequence < _state.Shards[shard].SpilledTo
            ? FindSpilledAsync(shard, address.Sequence)
            : _setup.Lanes.Reader.FindAsync(shard, address.Sequence, _abort.Token).AsTask();
    }

    private static WireRequest? First(IReadOnlyList<WireRequest> requests) => requests.Count == 0 ? null : requests[0];

    // A stand-in carries the place of an event that can't be read back to its dead letter.
    private static PendingEvent ToPending(EventAddress address, SegmentEvent? found) => found is { } e
        ? new PendingEvent(address, e.Header, e.Body)
        : new PendingEvent(address, new Events.EventHeader
        {
            SourceId = "",
            Type = "",
            MessageHash = 0,
            User = Events.UserKey.None,
            ReceivedAt = DateTimeOffset.UnixEpoch,
        }, default);

    private void Retry(ParkedUser user, FailedEvent failed, PendingEvent pending, bool found)
    {
        if (!found)
        {
            End(pending, user, Lost, failed.Attempts, First(failed.Remaining));
        }
        else if (EndingOf(pending) is { } ending)
        {
            End(pending, user, ending, failed.Attempts, First(failed.Remaining));
        }
        else if (failed.Remaining.Count == 0 && failed.Outputs is null)
        {
            Start(pending, user);
        }
        else
        {
            GoOn(new Attempt(pending, failed.Remaining)
            {
                Parked = user, FormerAttempts = failed.Attempts, FirstAttempt = failed.FirstAttempt, Outputs = failed.Outputs?.ToOutputs(), Ended = failed.Outputs?.Ended,
            });
        }
    }

    private void StartBehind(ParkedUser user, PendingEvent pending, bool found)
    {
        if (found)
        {
            Start(pending, user);
        }
        else
        {
            End(pending, user, Lost, attempts: 0, request: null);
        }
    }

    /// <summary>The event in hand of a parked user has ended.</summary>
    private void FinishParked(ParkedUser user)
    {
        if (user.Failed is not null)
        {
            user.FailedIsDone();
        }
        else
        {
            user.TakeBehind();
        }

        _state.Parked.Touch(user);
        Again(user);
    }

    private void Again(ParkedUser user)
    {
        user.IsBusy = false;
        _parkedReady.Enqueue(user);
    }

    // What the user has behind must be durable before the store is asked for it.
    private async Task<(IReadOnlyList<Store.Outcomes.ParkedRange> Page, bool IsLast)> LoadRangesAsync(ParkedUser user)
    {
        var shard = _setup.Store.ShardOf(user.Key.Lane);
        await _setup.Committers[shard].FlushAsync(_abort.Token);
        var page = await _setup.Store.Outcomes.ParkedRangesAsync(shard, user.Key, user.LoadFrom, RangesPerLoad, _abort.Token);
        return (page, page.Count < RangesPerLoad);
    }

    private void Loaded(ParkedUser user, (IReadOnlyList<Store.Outcomes.ParkedRange> Page, bool IsLast) result)
    {
        user.Load(result.Page, result.IsLast);
        Again(user);
    }
}
