using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>From the gateway to a webhook on loopback, beside a bare client that posts the same bodies to the same sink.</summary>
internal static class DeliverScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var time = TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 60);
        var pool = new EventPool();
        await using var sink = await Sink.StartAsync();
        await BareClient.MeasureAsync(sink, pool, TimeSpan.FromSeconds(3));
        var before = await BareClient.MeasureAsync(sink, pool, TimeSpan.FromSeconds(10));
        await using var store = await StoreUnderLoad.StartAsync(arguments.Store);
        using var pintle = await Subject.PintleAsync(Subject.Workspace(arguments.Destinations, sink.Url), store);
        var rate = arguments.Rate > 0 ? arguments.Rate : (int)(before * 0.42);
        await Generator.RunAsync(pintle.Port, 16, TimeSpan.FromSeconds(10), () => pool.Request(20), Math.Min(rate, 10_000) / 20);
        await Task.Delay(TimeSpan.FromSeconds(1));
        sink.Reset();
        var (written, cpu) = (Subject.WrittenBytes, pintle.Cpu);
        var memory = new MemoryWatch(pintle);
        var watch = Stopwatch.StartNew();
        var batch = rate < 5_000 ? 1 : 20;
        var ingest = await Generator.RunAsync(pintle.Port, 16, time, () => pool.Request(batch), Math.Max(rate / batch, 1));
        var events = ingest.Requests * batch;
        var (during, sending) = (sink.Count, watch.Elapsed);
        while (sink.Count < events * arguments.Destinations && watch.Elapsed < (time * 4) + TimeSpan.FromSeconds(10))
        {
            await Task.Delay(50);
        }

        var (arrived, all, late) = (sink.Count, sink.Count / watch.Elapsed.TotalSeconds, sink.Latencies());
        var flat = await memory.StopAsync();
        var (writtenNow, cpuNow) = (Subject.WrittenBytes, pintle.Cpu);
        var remembered = await pintle.MetricAsync("pintle_lanes_duplicate_window_entries");
        var bare = (before + await BareClient.MeasureAsync(sink, pool, TimeSpan.FromSeconds(10))) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
            bare client to sink: {{bare:F0}} requests/s (mean of before and after)
            sent {{events / sending.TotalSeconds:F0}} events/s for {{sending.TotalSeconds:F0}} s, {{ingest.Failures}} refused; delivered meanwhile {{during / sending.TotalSeconds:F0}}/s, in all {{all:F0}}/s = {{all / bare:F2}} of the bare client; {{arrived}} of {{events * arguments.Destinations}}
            receipt to vendor request: p50 {{late[late.Length / 2]:F1}} ms, p99 {{late[(int)(late.Length * 0.99)]:F1}} ms
            written {{(writtenNow - written) / (events * pool.EventBytes):F2}} of the events' size; CPU {{(cpuNow - cpu).TotalMicroseconds / events:F1}} us an event; {{flat}}, of which the window of duplicates fills {{remembered * 24 / 1048576:F0}} MB
            """));
        return 0;
    }
}
