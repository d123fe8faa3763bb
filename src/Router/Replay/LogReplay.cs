using Pintle.DestinationKit;
using Pintle.Router.Committing;
using Pintle.Router.Delivery;
using Pintle.Router.Progress;
using Pintle.Router.Retry;
using Pintle.Store.Outcomes;
using Pintle.Workspace;

namespace Pintle.Router.Replay;

/// <summary>
/// A replay from the log: a delivery loop of its own, with its own cursors, parked users and spill, that ends where the log ended
/// when the job was started. Its progress is written down in the commits of its outcomes.
/// </summary>
internal sealed class LogReplay : RunningJob
{
    // Live events have most of the places.
    private const int ShareOfPlaces = 4;

    private readonly LoopSetup _setup;
    private readonly CancellationToken _stop;
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DeliveryLoop _loop;
    private readonly LogRange _range;
    private JobState _state = JobState.Running;
    private string _problem = "";
    private (long Tally, JobState State) _written = (-1, JobState.Running);

    private LogReplay(JobRow row, LogReplaySpec spec, DeliveryState state, LoopSetup setup, CancellationToken stop)
        : base(row, spec.Request.DestinationId, setup.Time)
    {
        (_setup, _stop) = (setup, stop);
        var pace = spec.Request.Rate is { } rate ? new Throttle(Rate.Parse(rate)!, setup.Time) : null;
        _range = new LogRange(spec.Starts, spec.Until, new ReplayFilter(spec), pace, new ReplayTally(JobRecord.ProgressOf(row).Progress)) { WriteJob = Collect, CodeVersion = spec.Request.TransformationVersion };
        var options = setup.Options with { MaxInFlight = Math.Max(1, setup.Options.MaxInFlight / ShareOfPlaces) };
        _loop = new DeliveryLoop(DestinationId, state, setup with { Options = options }, _range);
    }

    public override DeliveryLoop Loop => _loop;

    /// <summary>Name under which a job's cursors are stored.</summary>
    public static string ConsumerOf(Guid id) => ConsumerPrefix + id.ToString("N");

    public const string ConsumerPrefix = "job:";

    /// <summary>Takes a job up where it stands.</summary>
    public static async Task<LogReplay> LoadAsync(JobRow row, LoopSetup setup, CancellationToken stop, CancellationToken ct)
    {
        var spec = JobRecord.LogOf(row);
        var state = await DeliveryState.LoadAsync(
            ConsumerOf(row.Id), setup.Store, shard => ShardProgress.From(shard, setup.Store, spec.Starts[shard], _ => 0), ct);
        return new LogReplay(row, spec, state, setup, stop);
    }

    public override JobProgress Progress() => _loop.Progress();

    public override void Cancel() => _cancelled.TrySetResult();

    /// <summary>Gives the loop the newest configuration; later ones come to it as to every loop.</summary>
    public async Task ConfigureAsync(WorkspaceHolder workspace, DestinationCatalogue catalogue, CancellationToken ct)
    {
        WorkspaceSnapshot snapshot;
        do
        {
            snapshot = workspace.Require();
            await _loop.ApplyAsync(snapshot, catalogue, ct);
        }
        while (workspace.Require().Revision != snapshot.Revision);
    }

    public override async Task RunAsync()
    {
        using var stopLoop = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        var stopped = new TaskCompletionSource();
        await using var registration = _stop.Register(() => stopped.TrySetResult());
        var running = _loop.RunAsync(stopLoop.Token);
        await Task.WhenAny(_loop.Finished, _loop.Halted, _cancelled.Task, stopped.Task);
        try
        {
            if (!_stop.IsCancellationRequested)
            {
                await EndAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Not written down as ended: the next start takes it up.
        }

        await stopLoop.CancelAsync();
        await running;
    }

    public override ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task EndAsync()
    {
        var (state, problem) = _cancelled.Task.IsCompleted ? (JobState.Cancelled, "")
            : _loop.Halted.IsCompleted ? (JobState.Failed, await _loop.Halted)
            : (JobState.Done, "");
        await _loop.StopAsync();

        // Outcomes first, on every shard: a job that is written down as ended leaves nothing that a crash could take back.
        await FlushAsync();
        (_problem, _state) = (problem, state);
        _loop.Touch();
        await FlushAsync();
        await _loop.ForgetAsync(_stop);
        await new ConsumerDeletion(ConsumerOf(Row.Id)).RunAsync(_setup.Committers, _stop);
    }

    private Task FlushAsync() => Task.WhenAll(_setup.Committers.Select(c => c.FlushAsync(_stop)));

    private void Collect(CommitBuilder commit, int inHand)
    {
        var version = (_range.Tally.Version, _state);
        if (version != _written)
        {
            _written = version;
            var progress = _range.Tally.ToProgress(inHand) with { Share = _state == JobState.Done ? 1 : _loop.ShareRead };
            Pace.Note(progress);
            commit.Jobs.Add(Row.With(_state, progress, _problem));
        }
    }
}
