using System.Collections.Concurrent;
using System.Text.Json;
using Pintle.Router.Delivery;
using Pintle.Router.Progress;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Replay;

/// <summary>
/// Replays of dead letters: jobs that are written down before they begin, go on after a restart, and can be cancelled. A letter is
/// removed in the same commit that counts its new outcome; one that fails again becomes a new letter.
/// </summary>
public sealed class ReplayJobs
{
    private const string Kind = "replay dead letters";
    private const int LettersPerPage = 500;
    private const int MostOutstanding = 1_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly LoopSetup _setup;
    private readonly Func<string, DeliveryLoop?> _loopOf;
    private readonly JobWriter _writer;
    private readonly ConcurrentDictionary<string, Guid> _busy = new();
    private readonly ConcurrentDictionary<Guid, RunningJob> _running = new();
    private readonly CancellationToken _stop;

    internal ReplayJobs(LoopSetup setup, Func<string, DeliveryLoop?> loopOf, CancellationToken stop)
    {
        (_setup, _loopOf, _stop) = (setup, loopOf, stop);
        _writer = new JobWriter(setup.Committers[0]);
    }

    /// <summary>
    /// Starts a replay of a destination's dead letters as they are now. One at a time per destination: two would deliver and count
    /// the letters that both cover twice.
    /// </summary>
    public async Task<ReplayStart> StartAsync(DeadLetterFilter filter, CancellationToken ct)
    {
        if (filter.DestinationId is not { } destination || _loopOf(destination) is null)
        {
            return new ReplayStart(null, null);
        }

        var now = _setup.Time.GetUtcNow();
        // Letters that the replay itself makes are not part of it.
        var bounded = filter with { To = filter.To < now ? filter.To : now };
        var job = new JobRow(Guid.CreateVersion7(now), Kind, JobState.Running, now, JsonSerializer.Serialize(bounded, Json), "{}");
        if (!_busy.TryAdd(destination, job.Id))
        {
            return new ReplayStart(null, _busy.GetValueOrDefault(destination));
        }

        try
        {
            await _writer.WriteAsync(job, ct);
        }
        catch
        {
            _busy.TryRemove(destination, out _);
            throw;
        }

        Run(job, bounded);
        return new ReplayStart(job.Id, null);
    }

    /// <summary>Takes up what was running when the process ended.</summary>
    internal async Task ResumeAsync(CancellationToken ct)
    {
        foreach (var job in (await _setup.Store.Outcomes.JobsAsync(ct)).Where(j => j is { Kind: Kind, State: JobState.Running }))
        {
            Run(job, JsonSerializer.Deserialize<DeadLetterFilter>(job.Spec, Json)!);
        }
    }

    /// <summary>Stops a running replay and writes that down; requests on their way still end. False when it isn't running.</summary>
    public async Task<bool> CancelAsync(Guid id)
    {
        if (!_running.TryGetValue(id, out var running))
        {
            return false;
        }

        await running.Cancel.CancelAsync();
        await running.Finished;
        return true;
    }

    /// <summary>Events of a running job that have ended so far; null when it isn't running.</summary>
    public long? Progress(Guid id) => _running.TryGetValue(id, out var running) ? running.Ended : null;

    private void Run(JobRow job, DeadLetterFilter filter)
    {
        var running = new RunningJob(CancellationTokenSource.CreateLinkedTokenSource(_stop));
        _running[job.Id] = running;
        _busy[filter.DestinationId!] = job.Id;
        _ = Task.Run(() => RunAsync(job, filter, running), CancellationToken.None);
    }

    private async Task RunAsync(JobRow job, DeadLetterFilter filter, RunningJob running)
    {
        try
        {
            string? after = null;
            do
            {
                var page = await _setup.Store.DeadLetters.PageAsync(filter, after, LettersPerPage, running.Cancel.Token);
                await HandOverAsync(page.Letters, filter.DestinationId!, running);
                after = page.Next;
            }
            while (after is not null);
            await running.DrainAsync();
            await EndAsync(job, running, JobState.Done);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // Not drained first: a paused destination would keep the job running, and a crash would take it up again.
            await EndAsync(job, running, JobState.Cancelled);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or Store.StoreUnavailableException)
        {
            // The job is still written down as running: the next start takes it up.
        }
        finally
        {
            _running.TryRemove(job.Id, out _);
            _busy.TryRemove(new(filter.DestinationId!, job.Id));
            running.Finish();
        }
    }

    private async Task HandOverAsync(IReadOnlyList<StoredDeadLetter> letters, string destination, RunningJob running)
    {
        foreach (var letter in letters)
        {
            await running.Outstanding.WaitAsync(running.Cancel.Token);
            if (_loopOf(destination) is not { } loop)
            {
                await running.Cancel.CancelAsync();
                running.Outstanding.Release();
                return;
            }

            var address = new EventAddress(letter.Letter.Lane, letter.Letter.Offset, 0);
            loop.Replay([new PendingEvent(address, PackedHeader.Unpack(letter.Letter.Header.Span), letter.Letter.Event)
            {
                Replay = new ReplayTicket(letter.Ref, running.Settled, running.Cancel.Token),
            }]);
        }
    }

    // Outcomes first, on every shard: a job that is written down as done leaves nothing that a crash could take back.
    private async Task EndAsync(JobRow job, RunningJob running, JobState state)
    {
        await Task.WhenAll(_setup.Committers.Select(c => c.FlushAsync(_stop)));
        await _writer.WriteAsync(job with { State = state, Progress = JsonSerializer.Serialize(new { running.Ended }, Json) }, _stop);
    }

    private sealed class RunningJob(CancellationTokenSource cancel)
    {
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _ended;

        /// <summary>Completes when its end is written down.</summary>
        public Task Finished => _finished.Task;

        public CancellationTokenSource Cancel { get; } = cancel;

        public SemaphoreSlim Outstanding { get; } = new(MostOutstanding);

        public long Ended => Volatile.Read(ref _ended);

        public void Finish() => _finished.TrySetResult();

        public void Settled()
        {
            Interlocked.Increment(ref _ended);
            Outstanding.Release();
        }

        /// <summary>Waits until everything handed over has ended.</summary>
        public async Task DrainAsync()
        {
            for (var i = 0; i < MostOutstanding; i++)
            {
                await Outstanding.WaitAsync(Cancel.Token);
            }
        }
    }
}

/// <summary>What came of asking for a replay: its job, else the one that is in the way; neither when the destination doesn't receive events.</summary>
public sealed record ReplayStart(Guid? Job, Guid? InTheWay);
