using System.Globalization;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>
/// What the latency of nineteen destinations suffers from a twentieth that accepts connections and never answers: two warm
/// servers, with it and without, take turns.
/// </summary>
internal static class HangScenario
{
    private const int Others = 19;

    // Longer than the first requests to the silent one take to be given up.
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var time = TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 10);
        var rate = arguments.Rate > 0 ? arguments.Rate : 100;
        var pool = new EventPool();
        await using var sink = await Sink.StartAsync(every: 3);
        await using var silent = new SilentVendor();
        await using var firstStore = await StoreUnderLoad.StartAsync(arguments.Store);
        await using var secondStore = await StoreUnderLoad.StartAsync(arguments.Store);
        var webhooks = Enumerable.Range(0, Others).Select(n => new Webhook($"hook-{n}", sink.Url)).ToList();
        using var alone = await Subject.PintleAsync(WorkspaceJson.Of(webhooks), firstStore);
        using var beside = await Subject.PintleAsync(WorkspaceJson.Of([.. webhooks, new Webhook("silent", silent.Url)]), secondStore);
        foreach (var server in (Subject[])[alone, beside])
        {
            await MeasureAsync(server, sink, pool, rate, Warming);
        }

        var memory = (Alone: new MemoryWatch(alone), Beside: new MemoryWatch(beside));
        var rounds = (Alone: new List<Round>(), Beside: new List<Round>());
        for (var round = 0; round < arguments.Rounds; round++)
        {
            // Each is as often the first of a round.
            foreach (var isAlone in round % 2 == 0 ? (bool[])[true, false] : [false, true])
            {
                (isAlone ? rounds.Alone : rounds.Beside).Add(await MeasureAsync(isAlone ? alone : beside, sink, pool, rate, time));
            }

            Console.WriteLine($"alone {rounds.Alone[^1]}; beside the hanging one {rounds.Beside[^1]}");
        }

        var (aloneMemory, besideMemory) = (await memory.Alone.StopAsync(), await memory.Beside.StopAsync());
        var (before, after) = (Middle(rounds.Alone, r => r.P99), Middle(rounds.Beside, r => r.P99));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            medians of {arguments.Rounds} rounds, receipt to vendor request, 19 destinations at {rate} events/s:
              p99 {before:F2} ms alone, {after:F2} ms beside the hanging one = {after / before:F2} times
              p50 {Middle(rounds.Alone, r => r.P50):F2} and {Middle(rounds.Beside, r => r.P50):F2} ms; CPU {Middle(rounds.Alone, r => r.Cpu):F0} and {Middle(rounds.Beside, r => r.Cpu):F0} us an event
              alone: {aloneMemory}
              beside the hanging one ({silent.Connections} connections to it): {besideMemory}
            """));
        return 0;
    }

    private static async Task<Round> MeasureAsync(Subject server, Sink sink, EventPool pool, int rate, TimeSpan time)
    {
        sink.Reset();
        var cpu = server.Cpu;
        var sent = await Generator.RunAsync(server.Port, 4, time, () => pool.Request(1), rate);
        var all = await sink.WaitForAsync(sent.Requests * Others, time);
        var late = sink.Latencies();
        return new Round(late[late.Length / 2], late[(int)(late.Length * 0.99)], (server.Cpu - cpu).TotalMicroseconds / sent.Requests, all && sent.Failures == 0);
    }

    private static double Middle(List<Round> rounds, Func<Round, double> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);

    private sealed record Round(double P50, double P99, double Cpu, bool IsComplete)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {P50:F2} p99 {P99:F2} ms, CPU {Cpu:F0} us{(IsComplete ? "" : ", NOT ALL DELIVERED")}");
    }
}
