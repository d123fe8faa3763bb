using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Lookups;
using Pintle.Events;
using Pintle.Lanes;
using Pintle.Lanes.Processing;
using Pintle.Router.Accounts;
using Pintle.Router.Committing;
using Pintle.Router.Delivery;
using Pintle.Router.Draining;
using Pintle.Router.Outbound;
using Pintle.Router.Poison;
using Pintle.Router.Progress;
using Pintle.Router.Replay;
using Pintle.Router.Retry;
using Pintle.Router.Runs;
using Pintle.Router.Sending;
using Pintle.Router.Timing;
using Pintle.Router.UserCode;
using Pintle.Store;
using Pintle.Workspace;

namespace Pintle.Router;

/// <summary>
/// Runs a delivery loop for every destination of the configuration, the bookkeeping, and the commits of their outcomes.
/// </summary>
public sealed partial class RouterService : IAsyncDisposable
{
    private readonly LoopSetup _setup;
    private readonly WorkspaceHolder _workspace;
    private readonly DestinationCatalogue _catalogue;
    private readonly OutboundGuard _guard;
    private readonly ConcurrentDictionary<string, VendorClient> _clients = new();
    private readonly ConcurrentDictionary<string, DeliveryTimes> _times = new();
    private readonly LookupCaches _caches = new();
    private readonly ConcurrentDictionary<string, RunningLoop> _loops = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopCommitters = new();
    private readonly List<Task> _background = [];
    private Task _committing = Task.CompletedTask;
    private Bookkeeper? _bookkeeper;

    public RouterService(
        IEventStore store, LaneOwner lanes, ProcessingSteps steps, WorkspaceHolder workspace, DestinationCatalogue catalogue,
        OutboundGuard guard, LiveFeed live, RouterOptions options, RetrySchedule retry, string node, TimeProvider time, ILogger<RouterService> log,
        InHandNotes? notes = null, TokenSource? tokens = null, EventCode? code = null)
    {
        (_workspace, _catalogue, _guard) = (workspace, catalogue, guard);
        var committers = Enumerable.Range(0, store.ShardCount)
            .Select(shard => new OutcomeCommitter(shard, node, store, lanes.Heads, options, time, log)).ToArray();
        _setup = new LoopSetup(store, lanes, steps, committers, options, retry, new DrainedRuns(committers[0], WakeLoops, time), new EventNames(), live, ClientOf, time, log)
        {
            Throttles = new Throttles(options.Throttles, time),
            Notes = notes ?? InHandNotes.Forgetful(),
            Tokens = new AccountTokens(tokens ?? DocumentTokens.GetAsync, time),
            Code = code ?? CodeAnswer.Nowhere,
            TimesOf = TimesOf,
            EnvironmentOf = id => new TransformEnvironment
            {
                Clock = time, Caches = _caches, Http = new OutboundHttp(() => ClientOf(id)), OnBug = (what, bug) => log.TransformationBug(what, bug),
            },
        };
    }

    /// <summary>Tests put a vendor here; null = real connections behind the guard.</summary>
    internal Func<string, VendorClient>? VendorOf { get; init; }

    /// <summary>Job runs that were cancelled.</summary>
    public DrainedRuns Drained => _setup.Drained;

    /// <summary>How far job runs are.</summary>
    public JobRunReports JobRuns => new(_setup.Store, _setup.Committers);

    /// <summary>Replays of dead letters and of the log; there after the start.</summary>
    public ReplayJobs? Replays { get; private set; }

    /// <summary>Faulted when outcomes can't be committed because the lanes were lost.</summary>
    public Task Completion => _committing;

    /// <summary>
    /// Takes up every consumer where it stands and applies the configuration; when this returns, events that come in are judged
    /// by it.
    /// </summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await Task.WhenAll(_setup.Committers.Select(c => c.LoadAsync(ct)));
        Array.ForEach([.. Enumerable.Range(0, _setup.Committers.Count)], RouterMetrics.BeginShard);
        _committing = Task.WhenAll(_setup.Committers.Select(c => Task.Run(() => c.RunAsync(_stopCommitters.Token), CancellationToken.None)));
        var snapshot = _workspace.Require();
        await Drained.LoadAsync(_setup.Store, ct);
        var state = await LoadAsync(Bookkeeper.Consumer, ct);
        _bookkeeper = new Bookkeeper(state, _setup, _workspace);
        _background.Add(_bookkeeper.RunAsync(_stop.Token));
        await ApplyAsync(snapshot, await StoredDestinationsAsync(ct), ct);
        if (state.IsNew)
        {
            // Then it begins here also after a crash, whatever comes in before the first outcome. Otherwise a full disk must not keep the start.
            await Task.WhenAll(_setup.Committers.Select(c => c.FlushAsync(ct)));
        }

        Replays = new ReplayJobs(_setup, _workspace, _catalogue, LoopOf, _stop.Token);
        await Replays.ResumeAsync(ct);
        _background.Add(Task.Run(() => FollowConfigurationAsync(snapshot.Revision), CancellationToken.None));
    }

    /// <summary>Stops taking events, lets requests in flight end within their grace, and commits what became of them.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(AllLoops.Select(l => l.StopAsync()));
        await _stop.CancelAsync();
        await Task.WhenAll(_background.Concat(_loops.Values.Select(l => l.Running)).Append(Replays?.Ended ?? Task.CompletedTask)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopCommitters.CancelAsync();
        await _committing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _setup.Notes.Clear();
    }

    /// <summary>Lowest sequence of a shard that a consumer still needs.</summary>
    public long LowestNeeded(int shard) =>
        AllLoops.Select(l => l.LowestNeeded(shard)).Append(_bookkeeper?.LowestNeeded(shard) ?? 0).Min();

    /// <summary>Frees a shard's log from consumers that lag: copies what they have not finished of segments appended before the time given.</summary>
    /// <exception cref="StoreUnavailableException">The store can't do it now.</exception>
    public async Task SpillAsync(int shard, DateTimeOffset appendedBefore, CancellationToken ct)
    {
        foreach (var loop in AllLoops)
        {
            await loop.SpillAsync(shard, appendedBefore, ct);
        }
    }

    /// <summary>
    /// State of every destination's consumer, taken while nothing is half committed: what waits and what the counters say then add
    /// up to what was received. A store that is away makes it wait no longer than a second.
    /// </summary>
    public Task<IReadOnlyList<DestinationStatus>> StatusAsync(CancellationToken ct) => BetweenCommitsAsync(() => Task.FromResult(Status()), ct);

    /// <summary>Reads something while no commit is on its way.</summary>
    internal async Task<T> BetweenCommitsAsync<T>(Func<Task<T>> read, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _setup.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        var pauses = new List<IDisposable>();
        try
        {
            foreach (var committer in _setup.Committers)
            {
                pauses.Add(await committer.PauseAsync(limit.Token));
            }

            return await read();
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return await read();
        }
        finally
        {
            pauses.ForEach(p => p.Dispose());
        }
    }

    /// <summary>State of every destination's consumer, for people.</summary>
    public IReadOnlyList<DestinationStatus> Status() => [.. _loops.Values.Select(l => l.Loop.Status())];

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, running) in _loops)
        {
            await running.Loop.DisposeAsync();
        }

        foreach (var (_, client) in _clients)
        {
            client.Dispose();
        }

        _stop.Dispose();
        _stopCommitters.Dispose();
    }

    private IEnumerable<DeliveryLoop> AllLoops => _loops.Values.Select(l => l.Loop).Concat(Replays?.Loops ?? []);

    internal DeliveryLoop? LoopOf(string destinationId) => _loops.GetValueOrDefault(destinationId)?.Loop;

    private void WakeLoops()
    {
        foreach (var loop in AllLoops)
        {
            loop.Wake();
        }
    }

    private VendorClient ClientOf(string destinationId) => _clients.GetOrAdd(destinationId, id => VendorOf?.Invoke(id) ?? new VendorClient(_guard));

    private Task<DeliveryState> LoadAsync(string consumer, CancellationToken ct) =>
        DeliveryState.LoadAsync(
            consumer, _setup.Store, shard => ShardProgress.New(shard, _setup.Store, _setup.Lanes.Heads, _setup.Lanes.Reader.LastSequence(shard) + 1), ct);

    private async Task FollowConfigurationAsync(long revision)
    {
        try
        {
            while (true)
            {
                var snapshot = await _workspace.NextAsync(revision, _stop.Token);
                try
                {
                    await ApplyAsync(snapshot, [], _stop.Token);
                    revision = snapshot.Revision;
                }
                catch (StoreUnavailableException)
                {
                    // The same or a newer snapshot again, as long as it takes.
                    await Task.Delay(TimeSpan.FromSeconds(1), _setup.Time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task ApplyAsync(WorkspaceSnapshot snapshot, IEnumerable<string> stored, CancellationToken ct)
    {
        var wanted = snapshot.DestinationsById.Values.Where(d => d.ReceivesEvents).Select(d => d.Id);
        foreach (var id in wanted.Concat(stored).Distinct().Where(id => !_loops.ContainsKey(id)))
        {
            var loop = new DeliveryLoop(id, await LoadAsync(DeliveryState.ConsumerOf(id), ct), _setup);
            RouterMetrics.Begin(id);
            _loops[id] = new RunningLoop(loop, loop.RunAsync(_stop.Token));
            _ = ForgetWhenFinishedAsync(id, loop);
        }

        await Task.WhenAll(AllLoops.Select(l => l.ApplyAsync(snapshot, _catalogue, ct)));
        _setup.Log.Applied(snapshot.Revision, _loops.Count);
    }

    /// <summary>A deleted destination's state goes once its waiting events are counted.</summary>
    private async Task ForgetWhenFinishedAsync(string id, DeliveryLoop loop)
    {
        try
        {
            await loop.Finished.WaitAsync(_stop.Token);
            await loop.ForgetAsync(_stop.Token);
            await new ConsumerDeletion(DeliveryState.ConsumerOf(id)).RunAsync(_setup.Committers, _stop.Token);
            _loops.TryRemove(id, out _);
            _times.TryRemove(id, out _);
            if (_clients.TryRemove(id, out var client))
            {
                client.Dispose();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task<IEnumerable<string>> StoredDestinationsAsync(CancellationToken ct)
    {
        var ids = new HashSet<string>();
        var prefix = DeliveryState.ConsumerOf("");
        for (var shard = 0; shard < _setup.Store.ShardCount; shard++)
        {
            foreach (var row in await _setup.Store.Outcomes.ConsumersAsync(shard, null, ct))
            {
                if (row.Consumer.StartsWith(prefix, StringComparison.Ordinal))
                {
                    ids.Add(row.Consumer[prefix.Length..]);
                }
            }
        }

        return ids;
    }

    private sealed record RunningLoop(DeliveryLoop Loop, Task Running);
}
