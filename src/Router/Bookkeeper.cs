using Pintle.Events;
using Pintle.Lanes.Tail;
using Pintle.Router.Committing;
using Pintle.Router.Delivery;
using Pintle.Router.Runs;
using Pintle.Store;
using Pintle.Store.Outcomes;
using Pintle.Workspace;

namespace Pintle.Router;

/// <summary>
/// The bookkeeping of the processor: a consumer of all lanes that counts what was received and what was dropped before the
/// fan-out, each event once.
/// </summary>
internal sealed partial class Bookkeeper : ICommitSource
{
    /// <summary>Name under which its cursors are stored.</summary>
    public const string Consumer = "processor";

    // It does no work worth bounding; this keeps one turn short.
    private const int MostUncommitted = 20_000;

    private readonly LoopSetup _setup;
    private readonly DeliveryState _state;
    private readonly WorkspaceHolder _workspace;
    private readonly LogWalk[] _walks;
    private readonly AsyncSignal _wake = new();
    private readonly Lock _gate = new();
    private readonly int[] _collected;
    private int _uncommitted;

    public Bookkeeper(DeliveryState state, LoopSetup setup, WorkspaceHolder workspace)
    {
        (_state, _setup, _workspace) = (state, setup, workspace);
        _walks = [.. state.Shards.Select(s => new LogWalk(s))];
        _collected = new int[_walks.Length];
    }

    public long LowestNeeded(int shard)
    {
        lock (_gate)
        {
            return _state.Shards[shard].Ledger.LowestNeeded;
        }
    }

    /// <summary>Has the event been counted as received?</summary>
    public bool HasCounted(int lane, long offset)
    {
        lock (_gate)
        {
            return _state.Shards[_setup.Store.ShardOf(lane)][lane].IsDone(offset);
        }
    }

    public Task RunAsync(CancellationToken ct)
    {
        // Before this returns, as in a delivery loop: the next commit is to have its place in it.
        foreach (var walk in _walks)
        {
            walk.Tail = _setup.Lanes.Reader.Subscribe(walk.Progress.Shard, _wake.Set, processes: false);
            _setup.Committers[walk.Progress.Shard].Add(this);
        }

        return Task.Run(() => CatchUpAsync(ct), CancellationToken.None);
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        _wake.Set();
        while (!ct.IsCancellationRequested)
        {
            await _wake.WaitAsync(ct).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var walk in _walks)
            {
                await CatchUpAsync(walk, ct);
            }
        }
    }

    void ICommitSource.Collect(int shard, CommitBuilder commit)
    {
        lock (_gate)
        {
            _collected[shard] = _state.CollectInto(commit, shard, lane => _setup.Store.ShardOf(lane) == shard, _setup.Lanes.Heads);
        }
    }

    void ICommitSource.Committed(int shard)
    {
        lock (_gate)
        {
            _uncommitted -= _collected[shard];
            _collected[shard] = 0;
        }

        _wake.Set();
    }

    private async Task CatchUpAsync(LogWalk walk, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && Volatile.Read(ref _uncommitted) < MostUncommitted)
        {
            LogPage page;
            try
            {
                page = await _setup.Lanes.Reader.ReadAsync(walk.Progress.Shard, walk.ReadFrom, ct);
            }
            catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _setup.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            if (Count(walk, page) == 0)
            {
                return;
            }
        }
    }

    private int Count(LogWalk walk, LogPage page)
    {
        lock (_gate)
        {
            walk.Add(page);
            var buffer = _state.Buffers[walk.Progress.Shard];
            var counted = 0;
            while (walk.TryNext(out var segment, out var index, out _))
            {
                Count(segment, index, buffer);
                var e = segment.Segment.Events[index];
                walk.Progress[e.Lane].MarkDone(e.Offset);
                counted++;
            }

            if (counted > 0)
            {
                buffer.IsMoved = true;
                buffer.Outcomes += counted;
                _uncommitted += counted;
                _setup.Committers[walk.Progress.Shard].Notify(0);
            }

            return page.Segments.Count;
        }
    }

    private void Count(TailSegment segment, int index, OutcomeBuffer buffer)
    {
        var header = segment.Segment.Events[index].Header;
        var name = _setup.Names.Of(header);
        buffer.Count(header.ReceivedAt, new CounterKey(header.SourceId, "", name, OutcomeKind.Received, "", Replay: false));
        Watch("received", segment, index, "");
        var workspace = _workspace.Require();
        var drop = _setup.Steps.Drop(header, workspace);
        if (header.JobRunId.Length > 0)
        {
            CountRun(header, workspace, drop is not null, buffer);
        }

        if (drop is { } reason)
        {
            buffer.Count(header.ReceivedAt, new CounterKey(header.SourceId, "", name, OutcomeKind.Dropped, reason, Replay: false));
            Watch("dropped", segment, index, reason);
        }
    }

    // A destination owes the run whatever it is connected for; what it leaves out on purpose is taken off again.
    private static void CountRun(EventHeader header, WorkspaceSnapshot workspace, bool isDropped, OutcomeBuffer buffer)
    {
        buffer.CountRun(header, "", isDropped ? new RunTally(In: 1, Failed: 1) : new RunTally(In: 1, Out: 1));
        if (!isDropped && workspace.SourcesById.TryGetValue(header.SourceId, out var source) && source.Enabled)
        {
            foreach (var destination in source.Destinations.Where(d => d.ReceivesEvents && (header.DestinationId.Length == 0 || header.DestinationId == d.Id)))
            {
                buffer.CountRun(header, destination.Id, new RunTally(In: 1));
            }
        }
    }

    private void Watch(string step, TailSegment segment, int index, string detail)
    {
        if (!_setup.Live.HasWatchers)
        {
            return;
        }

        var e = segment.Segment.Events[index];
        if (_setup.Live.Wants(step, e.Header.SourceId, "", e.Header.Type))
        {
            var told = new LiveStep(
                _setup.Time.GetUtcNow(), step, e.Header.SourceId, "", MessageIds.Read(e.Body.Span), e.Header.Type, e.Header.Name, 0, detail)
            {
                User = MessageIds.ReadUser(e.Body.Span),
                Destinations = step == "received" ? Receivers(e.Header) : null,
            };
            _setup.Live.Publish(told, e.Body);
        }
    }

    private int Receivers(EventHeader header) =>
        _workspace.Require().SourcesById.TryGetValue(header.SourceId, out var source)
            ? source.Destinations.Count(d => d.ReceivesEvents && (header.DestinationId.Length == 0 || header.DestinationId == d.Id))
            : 0;
}
