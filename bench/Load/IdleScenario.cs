using System.Diagnostics;

namespace Pintle.Load;

/// <summary>What the server costs while nothing happens, and how long it takes to start.</summary>
internal static class IdleScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var watch = Stopwatch.StartNew();
        using var pintle = await Subject.PintleAsync(Subject.Workspace(1, "http://127.0.0.1:9/"));
        Console.WriteLine($"start to first 200: {watch.Elapsed.TotalSeconds:F2} s");
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = pintle.Cpu;
        await Task.Delay(TimeSpan.FromSeconds(arguments.Seconds));
        Console.WriteLine($"idle: {(pintle.Cpu - before).TotalSeconds / arguments.Seconds:P2} of a core, RSS {pintle.ResidentMb:F0} MB");
        return 0;
    }
}
