using Pintle.DestinationKit.Delivery;
using Pintle.Router.UserCode;

namespace Pintle.Router.Delivery;

/// <summary>
/// User transformations: events gather and go through the code together, in batches of one source. While it is quiet a batch goes at
/// once; then one that isn't full waits for a multiple of what the last one took, so that the code has few contexts to make.
/// </summary>
internal sealed partial class DeliveryLoop
{
    private const int Pauses = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    private readonly Queue<Attempt> _forCode = new();
    private DateTimeOffset _codeNotBefore;
    private int _inCode;
    private int _codeRuns;

    private DateTimeOffset? CodeStarts => _forCode.Count > 0 && _codeRuns < _setup.Options.MaxCodeBatches ? _codeNotBefore : null;

    private bool HasRoomInCode => _inCode < _setup.Options.MaxCodeBatches * _setup.Options.CodeBatch;

    // A replay may be through another version than the one in force.
    private string? CodeVersionOf(Attempt attempt) => attempt.Event.Replay?.CodeVersion ?? _range?.CodeVersion;

    private void GatherForCode(Attempt attempt)
    {
        _inCode++;
        attempt.Transformer = _transformer!;
        if (_admission.TakeProbe())
        {
            attempt.IsProbe = true;
            RunCode([attempt]);
            return;
        }

        _forCode.Enqueue(attempt);
    }

    /// <summary>At the end of a turn: full batches go, and one that is not when its time has come.</summary>
    private void EndGatheringForCode()
    {
        while (CodeStarts is { } starts && !_isStopping && (_forCode.Count >= _setup.Options.CodeBatch || starts <= _setup.Time.GetUtcNow()))
        {
            var batch = new List<Attempt>(Math.Min(_forCode.Count, _setup.Options.CodeBatch));
            while (batch.Count < _setup.Options.CodeBatch && _forCode.TryDequeue(out var attempt))
            {
                batch.Add(attempt);
            }

            foreach (var ofSource in batch.GroupBy(a => (a.Event.Header.SourceId, a.Transformer, CodeVersionOf(a))))
            {
                RunCode([.. ofSource]);
            }
        }
    }

    private void RunCode(List<Attempt> batch)
    {
        _codeRuns++;
        _work.Add(() => RunCodeAsync(batch));
    }

    private async Task RunCodeAsync(List<Attempt> batch)
    {
        var began = _setup.Time.GetTimestamp();
        CodeAnswer answer;
        try
        {
            answer = await batch[0].Transformer!.RunCodeAsync([.. batch.Select(a => (a.Event.Header, a.Message))], CodeVersionOf(batch[0]), _setup.Code, _abort.Token);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // the boundary at which a bug must not stop a destination
        catch (Exception bug)
        {
            answer = CodeAnswer.Wait($"{bug.GetType().Name}: {bug.Message}");
        }
#pragma warning restore CA1031

        var took = _setup.Time.GetElapsedTime(began);
        _inbox.Enqueue(() => EndCode(batch, answer, took));
        _wake.Set();
    }

    private void EndCode(List<Attempt> batch, CodeAnswer answer, TimeSpan took)
    {
        _codeRuns--;
        _inCode -= batch.Count;
        var pause = took * Pauses;
        _codeNotBefore = _setup.Time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
        var results = new CodeResults(answer, batch.Count);
        var counts = new CodeCounts(batch[0].Transformer!.Code!.Id, took);
        for (var i = 0; i < batch.Count; i++)
        {
            var attempt = batch[i].For(default);
            if (answer.Held.Length > 0)
            {
                HoldForCode(attempt, answer.Held);
                counts.Held++;
            }
            else if (results.Of(i, out var ending) is { } outputs)
            {
                counts.Passed++;
                GoOn(attempt, outputs);
            }
            else
            {
                counts.Ended(ending!.Kind);
                EndByCode(attempt, ending);
            }
        }

        RouterMetrics.RanCode(counts);
    }

    // It asks for its place again, as a probe if need be.
    private void GoOn(Attempt attempt, Queue<System.Text.Json.JsonElement> outputs)
    {
        if (attempt.IsProbe)
        {
            _breaker.CancelProbe();
            attempt.IsProbe = false;
        }

        attempt.Outputs = outputs;
        _returned.Enqueue(attempt);
    }

    private void HoldForCode(Attempt attempt, string why)
    {
        attempt.Verdict = new Verdict(VerdictKind.DestinationFault, 503, "its user transformation can't be run", why);
        attempt.Answer = new Answer(WasNotAsked: true, IsConfigurationFault: true);
        TellBreaker(attempt);
        SettleEvent(attempt);
    }

    private void EndByCode(Attempt attempt, Verdict ending)
    {
        (attempt.Verdict, attempt.Answer) = (ending, new Answer(WasNotAsked: true));
        TellBreaker(attempt);
        End(attempt.Event, attempt.Parked, ending, attempt.FormerAttempts, request: null);
    }

    /// <summary>An event has ended; or one of several that user code has made of it, and then the next one's turn comes.</summary>
    private void EndOutput(Attempt attempt, Verdict verdict, int attempts, WireRequest? request)
    {
        if (attempt.Outputs is null)
        {
            End(attempt.Event, attempt.Parked, verdict, attempts, request);
        }
        else if (attempt.EndOutput(verdict, request))
        {
            _returned.Enqueue(attempt);
        }
        else
        {
            End(attempt.Event, attempt.Parked, attempt.Ended!, attempts, attempt.EndedRequest);
        }
    }
}
