using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>Kill -9 and start again with events that wait for a destination that is away.</summary>
internal static class RestartScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var events = arguments.Events > 0 ? arguments.Events : 1_000_000;
        var pool = new EventPool();
        await using var sink = await Sink.StartAsync();
        sink.IsUp = false;
        await using var store = await StoreUnderLoad.StartAsync(arguments.Store);
        var workspace = Subject.Workspace(1, sink.Url);
        using var first = await Subject.PintleAsync(workspace, store);
        var waiting = 0L;
        while (waiting < events)
        {
            waiting += (await Generator.RunAsync(first.Port, 16, TimeSpan.FromSeconds(2), () => pool.Request(100))).Requests * 100;
        }

        first.Kill();
        var watch = Stopwatch.StartNew();
        using var again = await Subject.PintleAsync(workspace, store, first.Directory);
        var healthy = watch.Elapsed;
        var taken = await Generator.RunAsync(again.Port, 1, TimeSpan.FromMilliseconds(1), () => pool.Request(1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{waiting} events wait: healthy {healthy.TotalSeconds:F2} s after the start, first event taken {watch.Elapsed.TotalSeconds:F2} s after it ({taken.Failures} refused), RSS {again.ResidentMb:F0} MB"));
        sink.IsUp = true;
        var all = await sink.WaitForAsync(waiting + taken.Requests, TimeSpan.FromMinutes(5));
        Console.WriteLine($"delivered afterwards: {sink.Count} of {waiting + taken.Requests}{(all ? "" : " when time was up")}");
        return 0;
    }
}
