using BenchmarkDotNet.Running;
using Pintle.Micro;

// No arguments: time and allocation of each step of an event's way. "allocations": bytes per operation only, in a second.
if (args is ["allocations"])
{
    foreach (var (name, bytes) in AllocationMeter.MeasureAll())
    {
        Console.WriteLine($"{name,-32} {bytes,10:F0} B");
    }

    return;
}

BenchmarkSwitcher.FromAssembly(typeof(EventPath).Assembly).Run(args.Length == 0 ? ["--filter", "*", "--job", "short"] : args);
