using System.Collections.Concurrent;
using Pintle.DestinationKit;
using Pintle.Router.Committing;
using Pintle.Router.Delivery;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Workspace;

namespace Pintle.Router.Replay;

/// <summary>
/// Replays, of dead letters and of the log: jobs that are written down before they begin, go on after a restart, and can be
/// cancelled. One at a time per destination: two would deliver and count what both cover twice.
/// </summary>
public sealed class ReplayJobs
{
    private readonly LoopSetup _setup;
    private readonly WorkspaceHolder _workspace;
    private readonly DestinationCatalogue _catalogue;
    private readonly Func<string, DeliveryLoop?> _loopOf;
    private readonly CancellationToken _stop;
    private readonly JobWriter _writer;
    private readonly LogReplayStarts _starts;
    private readonly ConcurrentDictionary<string, Guid> _busy = new();
    private readonly ConcurrentDictionary<Guid, RunningJob> _running = new();

    internal ReplayJobs(LoopSetup setup, WorkspaceHolder workspace, DestinationCatalogue catalogue, Func<string, DeliveryLoop?> loopOf, CancellationToken stop)
    {
        (_setup, _workspace, _catalogue, _loopOf, _stop) = (setup, workspace, catalogue, loopOf, stop);
        _writer = new JobWriter(setup.Committers[0]);
        _starts = new LogReplayStarts(setup);
    }

    /// <summary>Loops that jobs deliver with.</summary>
    internal IEnumerable<DeliveryLoop> Loops => _running.Values.Select(j => j.Loop).OfType<DeliveryLoop>();

    /// <summary>Completes when no job is at work.</summary>
    internal Task Ended => Task.WhenAll(_running.Values.Select(j => j.Finished));

    /// <summary>Starts a replay of a destination's dead letters as they are now: those that failed before this instant.</summary>
    public Task<ReplayStart> StartAsync(DeadLetterFilter filter) => StartAsync(new LettersRequest(filter));

    /// <summary>The same, of chosen ones or with another version of its transformation.</summary>
    public async Task<ReplayStart> StartAsync(LettersRequest request)
    {
        if (request.Filter.DestinationId is not { } destination || _loopOf(destination) is null)
        {
            return new ReplayStart(null, Problem: ReplayStart.NoDestination(request.Filter.DestinationId));
        }

        if (ReplayStart.CodeProblem(_workspace.Require().DestinationsById.GetValueOrDefault(destination), request.TransformationVersion) is { } problem)
        {
            return new ReplayStart(null, Problem: problem);
        }

        var now = _setup.Time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        if (!_busy.TryAdd(destination, id))
        {
            return new ReplayStart(null, _busy.GetValueOrDefault(destination));
        }

        var row = JobRecord.New(id, JobRecord.Letters, LettersSpec.Of(request, now), now);
        return await BeginAsync(new LettersReplay(row, _setup, _writer, _loopOf, _stop));
    }

    /// <summary>Starts a replay of what the log has.</summary>
    public async Task<ReplayStart> StartAsync(LogReplayRequest request, CancellationToken ct)
    {
        var snapshot = _workspace.Require();
        if (LogReplayStarts.ProblemOf(request, snapshot, _setup.Time.GetUtcNow()) is { } problem)
        {
            return new ReplayStart(null, Problem: problem);
        }

        var now = _setup.Time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        if (!_busy.TryAdd(request.DestinationId, id))
        {
            return new ReplayStart(null, _busy.GetValueOrDefault(request.DestinationId));
        }

        LogReplay? job = null;
        try
        {
            var row = JobRecord.New(id, JobRecord.Log, await _starts.SettleAsync(request, snapshot, now, ct), now);
            job = await LogReplay.LoadAsync(row, _setup, _stop, ct);

            // From here on the log is kept for it; so what is still whole now stays so.
            _running[id] = job;
            if (!request.Available && await _starts.LogBeginsAsync(request.From, now, ct) is { } begins)
            {
                await ReleaseAsync(job);
                return new ReplayStart(null) { LogBegins = begins };
            }

            await job.ConfigureAsync(_workspace, _catalogue, ct);
        }
        catch
        {
            _busy.TryRemove(new(request.DestinationId, id));
            await ReleaseAsync(job);
            throw;
        }

        return await BeginAsync(job);
    }

    /// <summary>Every job, newest first; those at work as they are now.</summary>
    public async Task<IReadOnlyList<JobView>> ListAsync(CancellationToken ct) => [.. (await _setup.Store.Outcomes.JobsAsync(ct)).Select(View)];

    /// <summary>Stops a running job and writes that down; requests on their way still end. False when it isn't running.</summary>
    public async Task<bool> CancelAsync(Guid id)
    {
        if (!_running.TryGetValue(id, out var job))
        {
            return false;
        }

        job.Cancel();
        await job.Finished;
        return true;
    }

    /// <summary>Takes up what was running when the process ended, and lets go what a job left that had ended.</summary>
    internal async Task ResumeAsync(CancellationToken ct)
    {
        foreach (var row in (await _setup.Store.Outcomes.JobsAsync(ct)).Where(j => j.State == JobState.Running))
        {
            if (row.Kind == JobRecord.Letters)
            {
                Run(new LettersReplay(row, _setup, _writer, _loopOf, _stop));
            }
            else if (row.Kind == JobRecord.Log)
            {
                var job = await LogReplay.LoadAsync(row, _setup, _stop, ct);
                await job.ConfigureAsync(_workspace, _catalogue, ct);
                Run(job);
            }
        }

        foreach (var consumer in await LeftOverAsync(ct))
        {
            await new ConsumerDeletion(consumer).RunAsync(_setup.Committers, ct);
        }
    }

    private async Task<IEnumerable<string>> LeftOverAsync(CancellationToken ct)
    {
        var found = new HashSet<string>();
        for (var shard = 0; shard < _setup.Store.ShardCount; shard++)
        {
            found.UnionWith((await _setup.Store.Outcomes.ConsumersAsync(shard, null, ct)).Select(r => r.Consumer));
        }

        return found.Where(c => c.StartsWith(LogReplay.ConsumerPrefix, StringComparison.Ordinal)).Except(_running.Keys.Select(LogReplay.ConsumerOf));
    }

    // The job is written down also when the caller goes away meanwhile: half started is neither.
    private async Task<ReplayStart> BeginAsync(RunningJob job)
    {
        await _writer.WriteAsync(job.Row, _stop);
        Run(job);
        return new ReplayStart(job.Row.Id);
    }

    private void Run(RunningJob job)
    {
        _running[job.Row.Id] = job;
        _busy[job.DestinationId] = job.Row.Id;
        _ = Task.Run(() => RunAsync(job), CancellationToken.None);
    }

    private async Task RunAsync(RunningJob job)
    {
        try
        {
            await job.RunAsync();
        }
        finally
        {
            await ReleaseAsync(job);
        }
    }

    private async Task ReleaseAsync(RunningJob? job)
    {
        if (job is not null)
        {
            _running.TryRemove(job.Row.Id, out _);
            _busy.TryRemove(new(job.DestinationId, job.Row.Id));
            job.Finish();
            await job.DisposeAsync();
        }
    }

    private JobView View(JobRow row)
    {
        var (kept, asked) = (JobRecord.ProgressOf(row), JobRecord.Asked(row));
        // One that has ended runs until its place is free: who sees the end may start the next.
        if (!_running.TryGetValue(row.Id, out var job))
        {
            return new JobView(row.Id, row.Kind, row.State, row.CreatedAt, asked, kept.Progress, kept.Problem ?? "", 0, null);
        }

        var progress = job.Progress();
        var (perSecond, left) = job.Pace.Measure(progress);
        return new JobView(row.Id, row.Kind, JobState.Running, row.CreatedAt, asked, progress, "", perSecond, left);
    }
}
