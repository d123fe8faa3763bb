using Pintle.Store;

namespace Pintle.Server.Hosting;

/// <summary>
/// For fault tests: <c>PINTLE_FAULT=append.before-commit:100</c> ends the process, without any clean-up, the 100th time that the
/// place is passed.
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
                System.Diagnostics.Process.GetCurrentProcess().Kill();
            }
        };
    }
}
