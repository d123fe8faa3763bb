using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>What it costs the pipeline that people watch: rounds at one rate, in turns with nobody, one who watches, and one who sees the events too.</summary>
internal static class LiveScenario
{
    private static readonly string?[] Watchers = [null, "live", "live?payload=true"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var rate = arguments.Rate > 0 ? arguments.Rate : 10_000;
        var time = TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 15);
        var pool = new EventPool();
        await using var sink = await Sink.StartAsync();
        await using var box = await BoxUnderLoad.StartAsync(WorkspaceJson.Of(("hook-0", sink.Url)));
        var measured = Watchers.Select(_ => new List<(double PerSecond, double Cpu, double Late, string Seen)>()).ToList();
        await RoundAsync(box, sink, pool, null, TimeSpan.FromSeconds(10), rate);
        for (var round = 0; round < arguments.Rounds; round++)
        {
            // Each in its turn first: what drifts hits all of them alike.
            for (var n = 0; n < Watchers.Length; n++)
            {
                var which = (n + round) % Watchers.Length;
                measured[which].Add(await RoundAsync(box, sink, pool, Watchers[which], time, rate));
            }
        }

        for (var which = 0; which < Watchers.Length; which++)
        {
            var rounds = measured[which];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {Watchers[which] ?? "nobody watches"}: delivered {Median(rounds.Select(r => r.PerSecond)):F0}/s = {Median(rounds.Zip(measured[0], (with, alone) => with.PerSecond / alone.PerSecond)):F3} of nobody's; CPU {Median(rounds.Select(r => r.Cpu)):F1} us an event = {Median(rounds.Zip(measured[0], (with, alone) => with.Cpu / alone.Cpu)):F3}; receipt to vendor p50 {Median(rounds.Select(r => r.Late)):F1} ms{rounds[^1].Seen}
                """));
        }

        return 0;
    }

    private static async Task<(double PerSecond, double Cpu, double Late, string Seen)> RoundAsync(BoxUnderLoad box, Sink sink, EventPool pool, string? watch, TimeSpan time, int rate)
    {
        const int Batch = 20;
        using var end = new CancellationTokenSource();
        var watching = watch is null ? Task.FromResult("") : WatchAsync(box, watch, end.Token);
        await Task.Delay(500);
        sink.Reset();
        var (cpu, start) = (box.Cpu, Stopwatch.StartNew());
        var sent = await Generator.RunAsync(box.Port, 16, time, () => pool.Request(Batch), rate / Batch);
        await sink.WaitForAsync(sent.Requests * Batch, TimeSpan.FromMinutes(2));
        var (took, used, late) = (start.Elapsed, box.Cpu - cpu, sink.Latencies());
        await end.CancelAsync();
        return (sink.Count / took.TotalSeconds, used.TotalMicroseconds / (sent.Requests * Batch), late[late.Length / 2], await watching);
    }

    private static async Task<string> WatchAsync(BoxUnderLoad box, string watch, CancellationToken ct)
    {
        var (steps, leftOut, missed) = (0L, 0L, 0L);
        try
        {
            using var answer = await box.Api.GetAsync(new Uri($"{box.Workspace}/{watch}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
            using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(ct));
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                steps += line.StartsWith("data: [", StringComparison.Ordinal) ? JsonNode.Parse(line[6..])!.AsArray().Count : 0;
                leftOut += line.StartsWith("data: {\"leftOut\":", StringComparison.Ordinal) ? JsonNode.Parse(line[6..])!["leftOut"]!.GetValue<long>() : 0;
                missed += line.StartsWith("data: {\"missed\":", StringComparison.Ordinal) ? JsonNode.Parse(line[6..])!["missed"]!.GetValue<long>() : 0;
            }
        }
        catch (OperationCanceledException)
        {
        }

        return string.Create(CultureInfo.InvariantCulture, $"; in the last round {steps} steps seen, {leftOut} left out, {missed} missed");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
