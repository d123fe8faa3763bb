using Pintle.Router.Delivery;
using Pintle.Router.Progress;
using Pintle.Store;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Replay;

/// <summary>
/// A replay of dead letters, through the destination's live loop. A letter is removed in the same commit that counts its new
/// outcome; one that fails again becomes a new letter.
/// </summary>
internal sealed class LettersReplay : RunningJob
{
    private const int MostOutstanding = 1_000;
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    private readonly LettersSpec _spec;
    private readonly LetterPages _pages;
    private readonly LoopSetup _setup;
    private readonly JobWriter _writer;
    private readonly Func<string, DeliveryLoop?> _loopOf;
    private readonly CancellationToken _stop;
    // Neither is disposed: letters that the loop still holds when the job has ended look at them.
    private readonly CancellationTokenSource _cancel;
    private readonly SemaphoreSlim _outstanding = new(MostOutstanding);
    private readonly Lock _gate = new();
    private readonly ReplayTally _tally;
    private long _total;

    public LettersReplay(JobRow row, LoopSetup setup, JobWriter writer, Func<string, DeliveryLoop?> loopOf, CancellationToken stop)
        : base(row, JobRecord.LettersOf(row).DestinationId!, setup.Time)
    {
        (_spec, _setup, _writer, _loopOf, _stop) = (JobRecord.LettersOf(row), setup, writer, loopOf, stop);
        _pages = new LetterPages(_spec, setup.Store.DeadLetters);
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _tally = new ReplayTally(JobRecord.ProgressOf(row).Progress);
    }

    public override JobProgress Progress()
    {
        lock (_gate)
        {
            var progress = _tally.ToProgress(MostOutstanding - _outstanding.CurrentCount);
            return progress with { Share = _total == 0 ? 0 : Math.Min(1, (double)progress.Ended() / _total) };
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override void Cancel() => _cancel.Cancel();

    public override async Task RunAsync()
    {
        try
        {
            await ReadStoreAsync(async ct => _total = Progress().Ended() + await _pages.CountAsync(ct));
            do
            {
                IReadOnlyList<StoredDeadLetter> page = [];
                await ReadStoreAsync(async ct => page = await _pages.NextAsync(ct));
                await HandOverAsync(page);
                Pace.Note(Progress());
                _writer.Note(Row.With(JobState.Running, Progress()));
            }
            while (!_pages.IsAtEnd);
            await DrainAsync();
            await EndAsync(JobState.Done);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // Not drained first: a paused destination would keep the job running, and a crash would take it up again.
            await EndAsync(JobState.Cancelled);
        }
        catch (OperationCanceledException)
        {
            // The job is still written down as running: the next start takes it up.
        }
    }

    private async Task ReadStoreAsync(Func<CancellationToken, Task> read)
    {
        while (true)
        {
            try
            {
                await read(_cancel.Token);
                return;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(StoreRetry, _setup.Time, _cancel.Token);
            }
        }
    }

    private async Task HandOverAsync(IReadOnlyList<StoredDeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            await _outstanding.WaitAsync(_cancel.Token);
            if (_loopOf(DestinationId) is not { } loop)
            {
                _outstanding.Release();
                await _cancel.CancelAsync();
                return;
            }

            var address = new EventAddress(letter.Letter.Lane, letter.Letter.Offset, 0);
            loop.Replay([new PendingEvent(address, PackedHeader.Unpack(letter.Letter.Header.Span), letter.Letter.Event)
            {
                Replay = new ReplayTicket(letter.Ref, Settled, _cancel.Token) { CodeVersion = _spec.TransformationVersion },
            }]);
        }
    }

    private void Settled(OutcomeKind? kind)
    {
        lock (_gate)
        {
            if (kind is { } ended)
            {
                _tally.Count(ended);
            }

            _outstanding.Release();
        }
    }

    /// <summary>Waits until everything handed over has ended.</summary>
    private async Task DrainAsync()
    {
        for (var i = 0; i < MostOutstanding; i++)
        {
            await _outstanding.WaitAsync(_cancel.Token);
        }

        _outstanding.Release(MostOutstanding);
    }

    // Outcomes first, on every shard: a job that is written down as done leaves nothing that a crash could take back.
    private async Task EndAsync(JobState state)
    {
        await Task.WhenAll(_setup.Committers.Select(c => c.FlushAsync(_stop)));
        await _writer.WriteAsync(Row.With(state, Progress() with { Share = state == JobState.Done ? 1 : Progress().Share }), _stop);
    }
}
