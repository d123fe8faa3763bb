using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.UserCode;
using Pintle.UserCode.Running;

namespace Pintle.Load;

/// <summary>User code as the product runs it: the runner here, its workers as processes of their own.</summary>
internal sealed class UserCodeSubject(int workers) : IAsyncDisposable
{
    private readonly UserCodeRunner _runner = new(
        new UserCodeOptions { Worker = [Subject.Executable, "js-worker"], Workers = workers }, (_, _, _) => Task.FromResult(new HostAnswer(false, "{}")), TimeProvider.System,
        NullLogger<UserCodeRunner>.Instance);

    /// <summary>Resident memory of all workers, in MB.</summary>
    public double ResidentMb => _runner.Workers.Sum(w => w.Resident) / 1048576.0;

    /// <summary>CPU that the workers have taken.</summary>
    public TimeSpan Cpu => _runner.Workers.Aggregate(TimeSpan.Zero, static (sum, worker) =>
    {
        using var process = Process.GetProcessById(worker.Process);
        return sum + process.TotalProcessorTime;
    });

    /// <summary>Runs a batch, of which all must come out.</summary>
    public async Task RunAsync(UserBatch batch)
    {
        var result = await _runner.RunAsync(batch, CancellationToken.None);
        if (result.Items.Count != batch.Count || result.Items.Any(i => i.IsFailure))
        {
            throw new InvalidOperationException($"Not every event came out: {result.Items.Select(i => i.Error).FirstOrDefault()}");
        }
    }

    /// <summary>Events a second of batches in turn, so many at a time.</summary>
    public async Task<double> RateAsync(UserBatch[] batches, int atOnce, TimeSpan window)
    {
        var (next, events, start) = (-1, 0L, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < window)
            {
                var batch = batches[Interlocked.Increment(ref next) % batches.Length];
                await RunAsync(batch);
                Interlocked.Add(ref events, batch.Count);
            }
        })));
        return events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
