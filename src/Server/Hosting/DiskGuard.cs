using Pintle.Insight;

namespace Pintle.Server.Hosting;

/// <summary>Watches the free space of the data directory's disk: below the limit no events are taken, while everything else goes on.</summary>
internal sealed partial class DiskGuard(string directory, long minFree, TimeProvider time, ILogger<DiskGuard> log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public bool IsLow { get; private set; }

    /// <summary>As it was when it was looked last; null before that.</summary>
    public DiskReading? Reading { get; private set; }

    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private void Look()
    {
        var free = new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;
        Reading = new DiskReading(free, minFree);
        if (free < minFree != IsLow)
        {
            IsLow = free < minFree;
            if (IsLow)
            {
                LogLow(free, minFree);
            }
            else
            {
                LogEnough(free);
            }
        }
    }

    [LoggerMessage(5001, LogLevel.Error, "Only {Free} bytes are free, less than store.minFree ({Limit}): events are refused with 503 until there is room.")]
    private partial void LogLow(long free, long limit);

    [LoggerMessage(5002, LogLevel.Information, "{Free} bytes are free again: events are taken.")]
    private partial void LogEnough(long free);
}
