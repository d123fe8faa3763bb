using Pintle.DestinationKit.Delivery;
using Pintle.Router.Parking;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Delivery;

/// <summary>Settling: what an answer means, and what is next for the event and its user.</summary>
internal sealed partial class DeliveryLoop
{
    private const int TriesOfAReplay = 3;

    private void Launch(Attempt attempt)
    {
        attempt.IsProbe = _admission.Use();
        attempt.FirstAttempt ??= _setup.Time.GetUtcNow();
        attempt.Transformer = _transformer!;
        _launched.Add(attempt);
    }

    private async Task SendAsync(Attempt attempt)
    {
        attempt.Answer = await AttemptSender.SendAsync(attempt, _setup.ClientOf(_destinationId), _destinationId, _setup, _abort.Token);
        if (!attempt.Answer.WasCancelled)
        {
            _answered.Enqueue(attempt);
            _wake.Set();
        }
    }

    private void Settle(Attempt attempt)
    {
        _admission.Done();
        TellBreaker(attempt);
        SettleEvent(attempt);
    }

    private void SettleEvent(Attempt attempt)
    {
        var verdict = attempt.Verdict;
        switch (verdict.Kind)
        {
            case VerdictKind.DestinationFault:
                _outcomes.HeldBack(attempt.Event, verdict);
                Return(attempt);
                break;
            case VerdictKind.Retry:
                Park(attempt);
                break;
            default:
                EndOutput(attempt, verdict, attempt.FormerAttempts + 1, attempt.Shown);
                break;
        }
    }

    /// <summary>The destination is at fault: the event goes again when the breaker lets it.</summary>
    private void Return(Attempt attempt)
    {
        if (_breaker.IsOpen)
        {
            _returned.Enqueue(attempt);
            return;
        }

        // Others are served, so the breaker stays closed and the event has to wait by itself, or it would go round without a pause.
        var now = _setup.Time.GetUtcNow();
        var pause = _setup.Retry.Next(++attempt.Returns, now, now, attempt.RetryAfter, Random.Shared.NextDouble())!.Value - now;
        _resting++;
        _work.Add(() => ReturnLaterAsync(attempt, pause));
    }

    private async Task ReturnLaterAsync(Attempt attempt, TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _setup.Time, _abort.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _inbox.Enqueue(() =>
        {
            _resting--;
            _returned.Enqueue(attempt);
        });
        _wake.Set();
    }

    /// <summary>The event failed for now: its user parks, the event with it, and what waits behind.</summary>
    private void Park(Attempt attempt)
    {
        var pending = attempt.Event;
        var attempts = attempt.FormerAttempts + 1;
        var now = _setup.Time.GetUtcNow();
        var first = attempt.FirstAttempt ?? now;
        if (pending.Replay is not null)
        {
            RetryReplay(attempt);
            return;
        }

        if (_setup.Retry.Next(attempts, first, now, attempt.RetryAfter, Random.Shared.NextDouble()) is not { } nextTry)
        {
            var given = attempt.Verdict with { Reason = "retry limit reached", Message = $"{attempt.Verdict.Reason}: {attempt.Verdict.Message}" };
            End(pending, attempt.Parked, given, attempts, attempt.Shown);
            return;
        }

        var failed = new FailedEvent(pending.Address, attempt.Requests, attempts, first, attempt.Verdict) { Outputs = KeptOutputs.Of(attempt.Outputs, attempt.Ended) };
        _outcomes.Parked(pending, attempt.Verdict);
        if (attempt.Parked is { } again)
        {
            if (again.Failed is null)
            {
                again.TakeBehind();
            }

            again.IsBusy = false;
            again.Fail(failed, nextTry);
            _state.Parked.Touch(again);
            _state.Parked.Schedule(again);
            return;
        }

        var parked = new ParkedUser(new ParkedKey(_state.Consumer, pending.Address.Lane, ParkedUser.KeyOf(pending.Header)));
        parked.Fail(failed, nextTry);
        foreach (var waiting in _users.Release(pending))
        {
            parked.AddBehind(waiting.Address);
            Pass(waiting);
        }

        Pass(pending);
        _state.Parked.Add(parked);
        _state.Parked.Schedule(parked);
    }

    private void RetryReplay(Attempt attempt)
    {
        attempt.FormerAttempts++;
        if (attempt.FormerAttempts < TriesOfAReplay)
        {
            Return(attempt);
            return;
        }

        End(attempt.Event, parked: null, attempt.Verdict with { Kind = VerdictKind.Abort }, attempt.FormerAttempts, attempt.Shown);
    }

    /// <summary>The event has ended: its outcome is written down and its user goes on. A null verdict = dropped before the fan-out.</summary>
    private void End(PendingEvent pending, ParkedUser? parked, Verdict? verdict, int attempts, WireRequest? request)
    {
        Record(pending, verdict, attempts, request);
        if (parked is not null)
        {
            FinishParked(parked);
            return;
        }

        Pass(pending);
        FinishUser(pending);
    }

    private void FinishUser(PendingEvent pending)
    {
        var isReplay = pending.Replay is not null;
        if ((isReplay ? _replayUsers : _users).Finish(pending) is { } next)
        {
            _ready.Enqueue(next);
        }
        else if (isReplay)
        {
            _replaying--;
        }
    }

    private void Record(PendingEvent pending, Verdict? verdict, int attempts, WireRequest? request)
    {
        var shard = _state.Buffers[_setup.Store.ShardOf(pending.Address.Lane)];
        var before = shard.Outcomes;
        switch (verdict)
        {
            case null when IsReplay(pending):
                _outcomes.Dropped(pending, _transformer!.DropReasonOf(pending.Header));
                break;
            case null:
                break;
            case { Kind: VerdictKind.Delivered }:
                _outcomes.Delivered(pending, verdict.StatusCode);
                break;
            case { Kind: VerdictKind.Filtered }:
                _outcomes.Filtered(pending, verdict.Reason);
                break;
            case not null when _mode == DeliveryMode.Deleted:
                _outcomes.Discarded(pending);
                break;
            default:
                _outcomes.Dead(pending, verdict, attempts, request);
                break;
        }

        _uncommitted += shard.Outcomes - before;
        shard.Settled += verdict is null || pending.Replay is not null ? 0 : 1;
    }

    /// <summary>The cursor may pass the event: it has ended, or its parked user remembers it.</summary>
    private void Pass(PendingEvent pending)
    {
        if (pending.Ticket is { } ticket)
        {
            var shard = _setup.Store.ShardOf(pending.Address.Lane);
            _state.Shards[shard][pending.Address.Lane].MarkDone(pending.Address.Offset);
            _state.Shards[shard].Ledger.Close(ticket);
            _state.Buffers[shard].IsMoved = true;
        }
    }
}
