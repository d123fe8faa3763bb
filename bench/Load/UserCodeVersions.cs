using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>The rows of user code that are about many versions, and about few events.</summary>
internal static class UserCodeVersions
{
    private const int Versions = 500;
    private const int EventsPerBatch = 200;
    private const int ColdStarts = 200;
    private const int EventsPerSecond = 1_000;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    /// <summary>Many versions in turn, beside one.</summary>
    public static async Task TurnsAsync(Arguments arguments, TimeSpan window)
    {
        var one = UserCodeSample.Batch("one", EventsPerBatch);
        await using var single = new UserCodeSubject(1);
        await using var subject = new UserCodeSubject(2);
        var batches = Enumerable.Range(0, Versions).Select(n => one with { Code = one.Code with { VersionId = $"version-{n}" } }).ToArray();
        var (rates, yardstick, resident) = (new List<double>(), new List<double>(), 0.0);

        // Long enough that each has been loaded.
        await subject.RateAsync(batches, 4, window * 3);
        await single.RateAsync([one], 2, window);
        for (var round = 0; round < arguments.Rounds; round++)
        {
            yardstick.Add(await single.RateAsync([one], 2, window));
            rates.Add(await subject.RateAsync(batches, 4, window));
            resident = Math.Max(resident, subject.ResidentMb);
        }

        UserCodeTable.Row("500 versions in turn, two workers; one version, one worker", UserCodeTable.Rate(rates), UserCodeTable.Rate(yardstick), UserCodeTable.Median(rates) / UserCodeTable.Median(yardstick), ">= 0.6");
        UserCodeTable.Row("memory of both workers", string.Create(CultureInfo.InvariantCulture, $"{resident:F0} MB"), "", null, "< 1200 MB");
    }

    /// <summary>The first event of a version in a worker that runs.</summary>
    public static async Task ColdAsync()
    {
        await using var subject = new UserCodeSubject(1);
        var times = new List<double>();
        for (var i = 0; i < ColdStarts + 10; i++)
        {
            var (batch, start) = (UserCodeSample.Batch($"cold-{i}", 1), Stopwatch.GetTimestamp());
            await subject.RunAsync(batch);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times = times[10..];
        UserCodeTable.Row("first event of a version: median and p99", string.Create(CultureInfo.InvariantCulture, $"{UserCodeTable.Median(times):F1}, {UserCodeTable.At(times, 0.99):F1} ms"), "", null, "< 20 ms");
    }

    /// <summary>A thousand events a second, gathered for ten milliseconds: what the worker takes of a core.</summary>
    public static async Task TrickleAsync(TimeSpan window)
    {
        await using var subject = new UserCodeSubject(1);
        await SendAsync(subject, window);
        var (cpu, start) = (subject.Cpu, Stopwatch.GetTimestamp());
        await SendAsync(subject, window * 3);
        var part = (subject.Cpu - cpu) / Stopwatch.GetElapsedTime(start);
        UserCodeTable.Row("1k events/s in natural batches: CPU of the worker", string.Create(CultureInfo.InvariantCulture, $"{part:P0} of a core"), "", null, "< 40 %");
    }

    private static async Task SendAsync(UserCodeSubject subject, TimeSpan window)
    {
        var (sent, start) = (0, Stopwatch.GetTimestamp());
        using var timer = new PeriodicTimer(Gathering);
        while (Stopwatch.GetElapsedTime(start) < window && await timer.WaitForNextTickAsync())
        {
            var due = (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * EventsPerSecond) - sent;
            if (due > 0)
            {
                await subject.RunAsync(UserCodeSample.Batch("trickle", due));
                sent += due;
            }
        }
    }
}
