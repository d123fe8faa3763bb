using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>A destination that was away takes what waits, while more comes in.</summary>
internal static class BacklogScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var events = arguments.Events > 0 ? arguments.Events : 5_000_000;
        var rate = arguments.Rate > 0 ? arguments.Rate : 2_000;
        var pool = new EventPool();
        await using var sink = await Sink.StartAsync();
        await BareClient.MeasureAsync(sink, pool, TimeSpan.FromSeconds(3));
        var before = await BareClient.MeasureAsync(sink, pool, TimeSpan.FromSeconds(10));
        await using var store = await StoreUnderLoad.StartAsync(arguments.Store);
        using var pintle = await Subject.PintleAsync(Subject.Workspace(1, sink.Url), store);
        sink.IsUp = false;
        var memory = new MemoryWatch(pintle);
        var (waiting, refused) = (0L, 0L);
        var filling = Stopwatch.StartNew();
        while (waiting < events && filling.Elapsed < TimeSpan.FromMinutes(10))
        {
            var part = await Generator.RunAsync(pintle.Port, 16, TimeSpan.FromSeconds(2), () => pool.Request(100));
            waiting += part.Requests * 100;
            refused += part.Failures;
        }

        var whileFilling = await memory.StopAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{waiting} events wait after {filling.Elapsed.TotalSeconds:F0} s = {waiting / filling.Elapsed.TotalSeconds:F0}/s; {whileFilling}"));
        sink.Reset();
        sink.IsUp = true;
        memory = new MemoryWatch(pintle);
        var watch = Stopwatch.StartNew();
        using var drained = new CancellationTokenSource();
        var coming = Task.Run(async () =>
        {
            var parts = new List<Measured>();
            while (!drained.IsCancellationRequested)
            {
                parts.Add(await Generator.RunAsync(pintle.Port, 16, TimeSpan.FromSeconds(2), () => pool.Request(1), rate));
            }

            return parts;
        });
        await sink.WaitForAsync(waiting, TimeSpan.FromMinutes(10));
        var (delivered, time) = (sink.Count, watch.Elapsed.TotalSeconds);
        await drained.CancelAsync();
        var came = await coming;
        var times = came.SelectMany(p => p.Times).Order().ToArray();
        var flat = await memory.StopAsync();
        var bare = (before + await BareClient.MeasureAsync(sink, pool, TimeSpan.FromSeconds(10))) / 2;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"drained {delivered} in {time:F0} s = {delivered / time:F0}/s = {delivered / time / bare:F2} of the bare client ({bare:F0}/s) while {times.Length / time:F0}/s came in; ingest p50 {times[times.Length / 2]:F1} ms, p99 {times[(int)(times.Length * 0.99)]:F1} ms; refused {refused + came.Sum(p => p.Failures)}; {flat}"));
        return 0;
    }
}
