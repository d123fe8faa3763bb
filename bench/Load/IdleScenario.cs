using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>What the server costs while nothing happens, and how long it takes to start.</summary>
internal static class IdleScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var time = TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 60);
        var starts = new List<double>();
        await using var store = await StoreUnderLoad.StartAsync(arguments.Store);
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            using var started = await Subject.PintleAsync(Subject.Workspace(1, "http://127.0.0.1:9/"), store);
            starts.Add(watch.Elapsed.TotalSeconds);
        }

        starts.Sort();
        using var pintle = await Subject.PintleAsync(Subject.Workspace(1, "http://127.0.0.1:9/"), store);
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = pintle.Cpu;
        await Task.Delay(time);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"start to first 200: {starts[2]:F2} s (median of 5); idle for {time.TotalSeconds:F0} s: {(pintle.Cpu - before) / time:P2} of a core, RSS {pintle.ResidentMb:F0} MB"));
        return 0;
    }
}
