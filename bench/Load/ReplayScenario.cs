using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>A vendor refuses everything; then one command delivers all dead letters again, and another one the same events from the log.</summary>
internal static class ReplayScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var events = arguments.Events > 0 ? arguments.Events : 1_000_000;
        var pool = new EventPool();
        await using var sink = await Sink.StartAsync();
        await using var store = await StoreUnderLoad.StartAsync(arguments.Store);
        using var pintle = await Subject.PintleAsync(Subject.Workspace(1, sink.Url), store);
        sink.Refuses = true;
        var sent = 0L;
        while (sent < events)
        {
            sent += (await Generator.RunAsync(pintle.Port, 16, TimeSpan.FromSeconds(2), () => pool.Request(100))).Requests * 100;
        }

        var refused = await sink.WaitForAsync(sent, TimeSpan.FromMinutes(10));
        Console.WriteLine($"{sink.Count} of {sent} events refused{(refused ? "" : " when time was up")}");
        sink.Refuses = false;
        await ReplayAsync("dead letters", sink, pintle, sent, "deadletters", "replay", "--destination", "hook-0");

        // One replay of a destination at a time: the end of the former is written down a moment after its last request.
        await Task.Delay(2_000);
        await ReplayAsync("the log", sink, pintle, sent, "replay", "--destination", "hook-0", "--from", "2000-01-01", "--available");
        return 0;
    }

    private static async Task ReplayAsync(string what, Sink sink, Subject pintle, long events, params string[] command)
    {
        // What has just been refused is committed a moment later.
        await Task.Delay(1_000);
        sink.Reset();
        var memory = new MemoryWatch(pintle);
        var watch = Stopwatch.StartNew();
        await pintle.CommandAsync(command);
        var ordered = watch.Elapsed;
        await sink.WaitForAsync(1, TimeSpan.FromMinutes(2));
        var first = watch.Elapsed;
        var all = await sink.WaitForAsync(events, TimeSpan.FromMinutes(10));
        var seconds = watch.Elapsed.TotalSeconds;
        var seen = await memory.StopAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: command {ordered.TotalSeconds:F2} s, first request after {first.TotalSeconds:F2} s, {sink.Count} of {events} after {seconds:F0} s = {sink.Count / seconds:F0}/s{(all ? "" : ", time was up")}; {seen}"));
    }
}
