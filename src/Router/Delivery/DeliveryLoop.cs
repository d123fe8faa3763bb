using System.Collections.Concurrent;
using Pintle.Router.Committing;
using Pintle.Router.Replay;
using Pintle.Router.Retry;

namespace Pintle.Router.Delivery;

/// <summary>
/// Delivers one destination's events, over all lanes of this node: many requests at once, one at a time per user. State is
/// guarded by one lock; the loop works in turns, and requests end by posting what is to be done into the next turn.
/// </summary>
internal sealed partial class DeliveryLoop : ICommitSource, IAsyncDisposable
{
    private readonly LoopSetup _setup;
    private readonly DeliveryState _state;
    private readonly string _destinationId;
    private readonly Connections _connections;
    private readonly OutcomeLog _outcomes;
    private readonly Breaker _breaker;
    private readonly LogWalk[] _walks;
    private readonly Lock _gate = new();
    private readonly AsyncSignal _wake = new();
    private readonly ConcurrentQueue<Attempt> _answered = new();
    private readonly ConcurrentQueue<Action> _inbox = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private readonly int[] _collected;
    private readonly int[] _settling;

    private readonly UserQueue _users = new();
    private readonly UserQueue _replayUsers = new();
    private readonly Queue<PendingEvent> _ready = new();
    private readonly Queue<Attempt> _returned = new();
    private readonly Queue<PendingEvent> _replays = new();

    // What a turn wants started, and what is being started: each turn swaps them.
    private List<Attempt> _launched = [];
    private List<Attempt> _sending = [];
    private List<Func<Task>> _work = [];
    private List<Func<Task>> _starting = [];

    private Admission _admission;
    private EventTransformer? _transformer;
    private DeliveryMode _mode = DeliveryMode.Wait;
    private bool _isStarting;
    private bool _isStopping;
    private int _uncommitted;
    private int _resting;
    private int _replaying;

    public DeliveryLoop(string destinationId, DeliveryState state, LoopSetup setup, LogRange? range = null)
    {
        (_destinationId, _state, _setup, _range) = (destinationId, state, setup, range);
        _connections = new Connections(destinationId, state.Shards, setup.Store.ShardOf);
        _outcomes = new OutcomeLog(destinationId, state.Buffers, setup.Store.ShardOf, setup.Names, setup.Live, setup.TimesOf(destinationId), setup.Time, range?.Tally);
        _hand = NewHand();
        _breaker = new Breaker(setup.Time);
        _admission = new Admission(_breaker, setup.Options.MaxInFlight);
        _walks = [.. state.Shards.Select(s => new LogWalk(s) { Until = range?.Until[s.Shard] ?? long.MaxValue })];
        (_collected, _settling) = (new int[_walks.Length], new int[_walks.Length]);
        _timer = setup.Time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string DestinationId => _destinationId;

    /// <summary>Works until cancelled or until a deleted destination has nothing left.</summary>
    public Task RunAsync(CancellationToken ct)
    {
        // Before this returns: the next commit, which a caller may wait for, is to have its place in it.
        foreach (var walk in _walks)
        {
            // A replay has nothing to hear from the tail, and what it reads needs no place there.
            walk.Tail = _range is null ? _setup.Lanes.Reader.Subscribe(walk.Progress.Shard, _wake.Set, processes: true) : null;
            _setup.Committers[walk.Progress.Shard].Add(this);
        }

        return Task.Run(() => TakeTurnsAsync(ct), CancellationToken.None);
    }

    private async Task TakeTurnsAsync(CancellationToken ct)
    {
        try
        {
            _wake.Set();
            while (true)
            {
                await _wake.WaitAsync(ct);
                while (Turn())
                {
                    StartWork();
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        finally
        {
            foreach (var walk in _walks)
            {
                walk.Tail?.Dispose();
            }
        }
    }

    /// <summary>Something outside may have changed what is to be done.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Its outcomes are committed and its state may be deleted: it commits no more.</summary>
    public async Task ForgetAsync(CancellationToken ct)
    {
        await StopAsync();
        foreach (var committer in _setup.Committers)
        {
            await committer.FlushAsync(ct);
            committer.Remove(this);
        }

        _hand?.Release();
    }

    /// <summary>Takes no more events; completes when requests in flight have ended or the grace has passed.</summary>
    public async Task StopAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_admission.InFlight == 0)
            {
                _drained.TrySetResult();
            }
        }

        try
        {
            await _drained.Task.WaitAsync(_setup.Options.StopGrace, _setup.Time);
        }
        catch (TimeoutException)
        {
            _setup.Log.HandedBack(_destinationId, _admission.InFlight);
        }

        await _abort.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _hand?.Release();
        await _timer.DisposeAsync();
        _abort.Dispose();
    }

    void ICommitSource.Collect(int shard, CommitBuilder commit)
    {
        lock (_gate)
        {
            _settling[shard] = _state.Buffers[shard].Settled;
            _collected[shard] = _state.CollectInto(commit, shard, InShard(shard), _setup.Lanes.Heads);
            _range?.CollectInto(commit, shard, InHand);
        }
    }

    void ICommitSource.Committed(int shard)
    {
        lock (_gate)
        {
            _uncommitted -= _collected[shard];
            (_collected[shard], _settling[shard]) = (0, 0);
        }

        _wake.Set();
    }

    /// <summary>One turn under the lock; true when there is work to start outside of it.</summary>
    private bool Turn()
    {
        lock (_gate)
        {
            var before = _uncommitted;
            while (_answered.TryDequeue(out var attempt))
            {
                Settle(attempt);
            }

            while (_inbox.TryDequeue(out var done))
            {
                done();
            }

            EndGrace();
            if (!_isStarting && !_isStopping)
            {
                StartReturned();
                StartReady();
                StartParked();
                StartReplays();
                Walk();
            }

            EndGatheringForCode();
            EndGathering();
            _admission.GiveBack();
            if (_isStopping && _admission.InFlight == 0)
            {
                _drained.TrySetResult();
            }

            if (IsFinished)
            {
                _finished.TrySetResult();
            }

            NotifyCommitters(_uncommitted - before);
            SetTimer();
            (_launched, _sending) = (_sending, _launched);
            (_work, _starting) = (_starting, _work);
            return _sending.Count + _starting.Count > 0;
        }
    }

    private void StartWork()
    {
        foreach (var attempt in _sending)
        {
            _ = SendAsync(attempt);
        }

        foreach (var start in _starting)
        {
            _ = start();
        }

        _sending.Clear();
        _starting.Clear();
    }

    // More is not taken than user code can be busy with; what it has done goes on.
    private bool MayTake => HasRoomInCode && MaySend;

    private bool MaySend =>
        _mode != DeliveryMode.Wait
        && _uncommitted + _admission.InFlight + _gathered.Count + _inGroups < MostUnderWay
        && (_mode != DeliveryMode.Deliver || _admission.TryGet());

    private void Walk()
    {
        foreach (var walk in _walks)
        {
            while (MayTake && _users.Held + _resting < _setup.Options.MaxHeld && _state.Parked.Count < _setup.Options.MaxParked
                && walk.Progress.MaxAhead < _setup.Options.MaxDoneAhead)
            {
                if (!walk.TryNext(out var segment, out var index, out var ticket))
                {
                    ReadPage(walk);
                    break;
                }

                Take(segment, index, ticket, walk);
            }
        }
    }

    private void ReadPage(LogWalk walk)
    {
        if (walk.IsReading || walk.IsPastEnd)
        {
            return;
        }

        var read = walk.ReadFrom < walk.Progress.SpilledTo
            ? new ValueTask<Lanes.Tail.LogPage>(ReadSpillAsync(walk.Progress, walk.ReadFrom))
            : _setup.Lanes.Reader.ReadAsync(walk.Progress.Shard, walk.ReadFrom, _abort.Token);
        walk.IsReading = true;
        if (read.IsCompletedSuccessfully)
        {
            walk.Add(read.Result);
            if (walk.HasEvents)
            {
                _wake.Set();
            }

            return;
        }

        _work.Add(() => PostAsync(read.AsTask(), walk.Add, failed: () => walk.IsReading = false));
    }

    /// <summary>Runs something outside the lock and its continuation in a later turn. A store that is away is asked again.</summary>
    private async Task PostAsync<T>(Task<T> work, Action<T> done, Action failed)
    {
        try
        {
            var result = await work;
            _inbox.Enqueue(() => done(result));
        }
        catch (Exception away) when (away is Store.StoreUnavailableException or OperationCanceledException)
        {
            if (_abort.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _setup.Time);
            _inbox.Enqueue(failed);
        }

        _wake.Set();
    }

    private void NotifyCommitters(int outcomes)
    {
        for (var shard = 0; shard < _walks.Length; shard++)
        {
            var buffer = _state.Buffers[shard];
            if (buffer.IsMoved || buffer.Outcomes > 0 || _state.Parked.HasChanges)
            {
                _setup.Committers[shard].Notify(Math.Max(outcomes, 0));
            }
        }
    }

    private void SetTimer()
    {
        DateTimeOffset? next = _mode == DeliveryMode.Deliver ? _admission.AskAgainAt : null;
        // Also disabled or deleted: parked events end when their time comes.
        next = _mode == DeliveryMode.Wait ? null : Earlier(next, _state.Parked.NextDue);
        next = Earlier(Earlier(Earlier(next, _modeEnds), GatheringEnds), CodeStarts);
        var wait = next is { } at ? at - _setup.Time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        _timer.Change(next is not null && wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, Timeout.InfiniteTimeSpan);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
