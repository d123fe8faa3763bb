using System.Text.Json;
using Microsoft.Extensions.Logging;
using Pintle.UserCode.Pool;
using Pintle.UserCode.Running;
using Pintle.UserCode.Wire;
using Pintle.UserCode.Worker;

namespace Pintle.UserCode;

/// <summary>
/// Runs user code: in worker processes, each batch in a fresh context. Code that ends its worker costs only the events that do it.
/// Thread-safe.
/// </summary>
public sealed partial class UserCodeRunner : IAsyncDisposable
{
    // The process may have ended for another reason: a batch of one event is tried once more before it is to blame.
    private const int TriesOfOne = 2;

    // Batches that wait: to load a version takes about as long.
    private const int MuchMore = 3;

    private static readonly TimeSpan LookForIdleEvery = TimeSpan.FromSeconds(30);

    private readonly UserCodeOptions _options;
    private readonly HostCall _call;
    private readonly ILogger _log;
    private readonly WorkerSlot[] _slots;
    private readonly WorkerSlot _aside;
    private readonly VersionRecords _records;
    private readonly ITimer _idle;
    private int _lastBatch;
    private bool _isDisposed;

    /// <param name="options">How.</param>
    /// <param name="call">What user code may ask of its host.</param>
    public UserCodeRunner(UserCodeOptions options, HostCall call, TimeProvider time, ILogger<UserCodeRunner> log)
    {
        (_options, _call, _log) = (options, call, log);
        _slots = [.. Enumerable.Range(0, options.Workers).Select(_ => new WorkerSlot(options, time))];
        _aside = new WorkerSlot(options, time, isAside: true);
        _records = new VersionRecords(time);
        _idle = time.CreateTimer(_ => Array.ForEach([.. _slots, _aside], s => s.EndIdle()), null, LookForIdleEvery, LookForIdleEvery);
    }

    /// <summary>Answers are to be those of the established product, with its mistakes.</summary>
    public bool IsStrictPeer => _options.StrictPeer;

    /// <summary>Processes that run now, and the memory that they hold, in bytes.</summary>
    public IReadOnlyList<(int Process, long Resident)> Workers => [.. _slots.Append(_aside).Select(s => s.Worker).OfType<WorkerProcess>().Select(w => (w.Id, w.ResidentBytes))];

    /// <summary>What comes of a batch.</summary>
    /// <exception cref="UserCodeSuspendedException">The version has ended too many workers: its events are to wait.</exception>
    public async Task<BatchResult> RunAsync(UserBatch batch, CancellationToken ct)
    {
        _records.ThrowIfSuspended(batch.Code);
        try
        {
            return await RunOnceAsync(batch, ct);
        }
        catch (WorkerEndedException ended)
        {
            LogEnded(batch.Code.VersionId, batch.Count, ended.Message);
            _records.AddEnd(batch.Code, ended.Message);
            return await BisectAsync(batch, ended, new Bisection(), ct);
        }
    }

    /// <summary>What code says about itself; nothing of it is run. It is read in a worker, which hostile text can take down.</summary>
    /// <param name="code">A module.</param>
    /// <param name="language"><c>javascript</c> or <c>typescript</c>.</param>
    public async Task<CodeReading> ReadAsync(string code, string language, CancellationToken ct)
    {
        while (true)
        {
            var slot = _slots.MinBy(s => s.Batches)!;
            var worker = slot.Enter();
            try
            {
                var answer = await worker.ExchangeAsync(FrameKind.Read, 0, Turn.Free, ct, JsonSerializer.SerializeToUtf8Bytes(new CodeQuestion(code, language)));
                return JsonSerializer.Deserialize<CodeReading>(answer.Payload.Span)!;
            }
            catch (WorkerEndedException ended) when (ended.IsInnocent)
            {
                // Again in another one.
            }
            catch (WorkerEndedException ended)
            {
                return CodeReading.Wrong(ended.Message);
            }
            finally
            {
                slot.Leave(worker);
            }
        }
    }

    /// <summary>Ends the workers. More than once is as good as once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _idle.DisposeAsync();
        foreach (var slot in _slots.Append(_aside))
        {
            await slot.DisposeAsync();
        }
    }

    /// <summary>Finds out which events end a worker: halves, and halves of those that do it again.</summary>
    private async Task<BatchResult> BisectAsync(UserBatch batch, WorkerEndedException ended, Bisection bisection, CancellationToken ct)
    {
        if (ended.IsForTime)
        {
            // As when it can be interrupted: the batch fails. To look for the event would take as long again, many times.
            return BatchResult.Failed(batch.Count, $"Error: {ended.Message}");
        }

        if (batch.Count == 1 || bisection.IsHopeless)
        {
            return batch.Count == 1 && bisection.MayTryAgain(TriesOfOne)
                ? await HalfAsync(batch, bisection, ct)
                : BatchResult.Failed(batch.Count, $"Error: {ended.Message}");
        }

        var (first, second) = BatchHalves.Of(batch);
        return (await HalfAsync(first, bisection, ct)).Then(await HalfAsync(second, bisection, ct), first.Count);
    }

    private async Task<BatchResult> HalfAsync(UserBatch half, Bisection bisection, CancellationToken ct)
    {
        try
        {
            return await RunOnceAsync(half, ct);
        }
        catch (WorkerEndedException ended)
        {
            bisection.Kills++;
            return await BisectAsync(half, ended, bisection, ct);
        }
    }

    private async Task<BatchResult> RunOnceAsync(UserBatch batch, CancellationToken ct)
    {
        while (true)
        {
            var version = batch.Code.VersionId;
            var slot = Choose(version);
            var worker = slot.Enter();
            try
            {
                return await new BatchRun(worker, Interlocked.Increment(ref _lastBatch), batch, new Turn(MayRun, Note), _call, _options).RunAsync(ct);
            }
            catch (WorkerEndedException ended) when (ended.IsInnocent)
            {
                // Again, from its beginning, in another one.
            }
            finally
            {
                slot.Leave(worker);
            }

            bool MayRun() => slot.IsAside || !_records.IsAside(version);

            void Note(FrameKind answer)
            {
                if (answer == FrameKind.TimedOut)
                {
                    _records.AddTimeout(version);
                }
            }
        }
    }

    // One that did harm keeps nobody waiting but others like it. Else one that has the code, unless it has much more to do than another.
    private WorkerSlot Choose(string versionId)
    {
        if (_records.IsAside(versionId))
        {
            return _aside;
        }

        var least = _slots.OrderBy(s => s.Batches).ThenBy(s => s.Versions).First();
        return _slots.Where(s => s.Has(versionId) && s.Batches <= least.Batches + MuchMore).MinBy(s => s.Batches) ?? least;
    }

    [LoggerMessage(6101, LogLevel.Warning, "User code {VersionId} ended its worker with a batch of {Count} events: {Reason}")]
    private partial void LogEnded(string versionId, int count, string reason);
}
