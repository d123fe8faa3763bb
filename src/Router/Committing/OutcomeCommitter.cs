using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pintle.Lanes.Owner;
using Pintle.Router.Runs;
using Pintle.Store;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Committing;

/// <summary>
/// Commits the outcomes of all consumers of one shard together: 50 ms after the first one, or sooner when there are many.
/// A commit that the store can't take is repeated until it can; meanwhile consumers stop at their bound of uncommitted outcomes.
/// </summary>
internal sealed partial class OutcomeCommitter(
    int shard, string node, IEventStore store, LaneHeads heads, RouterOptions options, TimeProvider time, ILogger log)
{
    private readonly IReadOnlyList<LaneEpoch> _fence = heads.Fence(lane => store.ShardOf(lane) == shard);
    private readonly AsyncSignal _dirty = new();
    private readonly AsyncSignal _urgent = new();
    private readonly Lock _gate = new();
    private ICommitSource[] _sources = [];
    private TaskCompletionSource _round = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One at a time: a round, or somebody who keeps rounds away.
    private readonly Channel<byte> _turn = OneTurn();
    private int _outcomes;

    /// <summary>The shard's counts of job runs.</summary>
    public RunBook Runs { get; } = new();

    /// <summary>Reads what is continued here; before the first commit.</summary>
    public Task LoadAsync(CancellationToken ct) => Runs.LoadAsync(shard, node, store, time.GetUtcNow() - options.ExpireAfter, ct);

    public void Add(ICommitSource source)
    {
        lock (_gate)
        {
            _sources = [.. _sources, source];
        }
    }

    public void Remove(ICommitSource source)
    {
        lock (_gate)
        {
            _sources = [.. _sources.Where(s => s != source)];
        }
    }

    /// <summary>There is something to commit.</summary>
    public void Notify(int outcomes)
    {
        if (Interlocked.Add(ref _outcomes, outcomes) >= options.CommitOutcomes)
        {
            _urgent.Set();
        }

        _dirty.Set();
    }

    /// <summary>Completes when everything that sources held at the time of the call is durable.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        Task round;
        lock (_gate)
        {
            round = _round.Task;
        }

        _urgent.Set();
        _dirty.Set();
        await round.WaitAsync(ct);
    }

    /// <summary>Keeps commits away until disposed: nothing is then half committed.</summary>
    public async Task<IDisposable> PauseAsync(CancellationToken ct)
    {
        await _turn.Reader.ReadAsync(ct);
        return new Pause(_turn.Writer);
    }

    /// <summary>Commits until cancelled, then once more. Throws when the lanes are lost to another owner.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        // A store that is away must not keep the process: after the stop there are 4 s for all that is left, the round in hand included.
        using var last = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var stop = ct.Register(() => last.CancelAfter(TimeSpan.FromSeconds(4)));
        try
        {
            while (true)
            {
                await _dirty.WaitAsync(ct);
                await _urgent.WaitAsync(options.CommitInterval, time, ct);
                await CommitRoundAsync(last.Token);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await CommitRoundAsync(last.Token);
        }
    }

    private async Task CommitRoundAsync(CancellationToken ct)
    {
        using (await PauseAsync(ct))
        {
            await CommitOnceAsync(ct);
        }
    }

    private async Task CommitOnceAsync(CancellationToken ct)
    {
        ICommitSource[] sources;
        TaskCompletionSource round;
        lock (_gate)
        {
            sources = _sources;
            round = _round;
            _round = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Interlocked.Exchange(ref _outcomes, 0);
        var builder = new CommitBuilder();
        foreach (var source in sources)
        {
            source.Collect(shard, builder);
        }

        Runs.MergeInto(builder, time.GetUtcNow());
        if (!builder.IsEmpty)
        {
            await CommitUntilDoneAsync(builder.Build(Guid.CreateVersion7(time.GetUtcNow()), node, _fence), ct);
        }

        foreach (var source in sources)
        {
            source.Committed(shard);
        }

        round.TrySetResult();
    }

    private async Task CommitUntilDoneAsync(OutcomeCommit commit, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var began = time.GetTimestamp();
                await store.CommitAsync(shard, commit, ct);
                RouterMetrics.Committed(shard, time.GetElapsedTime(began).TotalSeconds);
                return;
            }
            catch (StoreUnavailableException away)
            {
                RouterMetrics.CommitFailed(shard);
                if (attempt == 0)
                {
                    LogUnavailable(shard, away.Message);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1_000, 20 << Math.Min(attempt, 6))), time, ct);
            }
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "Outcomes of shard {Shard} can't be committed: {Reason} Trying again; deliveries pause at their bound.")]
    private partial void LogUnavailable(int shard, string reason);

    private static Channel<byte> OneTurn()
    {
        var turn = Channel.CreateBounded<byte>(1);
        turn.Writer.TryWrite(0);
        return turn;
    }

    private sealed class Pause(ChannelWriter<byte> turn) : IDisposable
    {
        public void Dispose() => turn.TryWrite(0);
    }
}
