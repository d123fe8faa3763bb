using Pintle.Lanes.Processing;
using Pintle.Store;

namespace Pintle.Server.Hosting;

/// <summary>
/// For fault tests: <c>PINTLE_FAULT=append.before-commit:100</c> ends the process, without any clean-up, the 100th time that the
/// place is passed; <c>PINTLE_FAULT=event:Poison</c> each time that a destination is to transform an event of that name. The last
/// line on standard error then is <c>ended by fault append.before-commit</c>, so that a test can tell it from any other end.
/// </summary>
internal static class FaultPoints
{
    public static FailPoint? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("PINTLE_FAULT")?.Split(':') is not [var name, var text]
            || !int.TryParse(text, out var left))
        {
            return null;
        }

        return place =>
        {
            if (place == name && Interlocked.Decrement(ref left) == 0)
            {
                Kill(place);
            }
        };
    }

    /// <summary>The steps as they are; with a fault in them when the environment says so.</summary>
    public static ProcessingSteps In(ProcessingSteps steps) => Environment.GetEnvironmentVariable("PINTLE_FAULT")?.Split(':') is ["event", var name]
        ? steps with
        {
            Select = (e, source, destination) =>
            {
                if (e.Header.Name == name)
                {
                    Kill($"event {name}");
                }

                return steps.Select(e, source, destination);
            },
        }
        : steps;

    private static void Kill(string place)
    {
        Console.Error.WriteLine($"ended by fault {place}");
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }
}
