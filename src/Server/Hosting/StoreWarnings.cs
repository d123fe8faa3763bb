using Pintle.Store;

namespace Pintle.Server.Hosting;

/// <summary>Looks every few minutes at what in the store's set-up weakens its promise; says so in the log and in /health/ready.</summary>
internal sealed partial class StoreWarnings(IEventStore store, TimeProvider time, ILogger<StoreWarnings> log)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(3);

    public IReadOnlyList<string> Current { get; private set; } = [];

    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                var found = await store.WarningsAsync(ct);
                foreach (var warning in found.Except(Current))
                {
                    LogWarning(warning);
                }

                Current = found;
            }
            catch (StoreUnavailableException)
            {
                // Readiness and the committers report it; the last warnings stay.
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    [LoggerMessage(5302, LogLevel.Warning, "The store: {Warning}")]
    private partial void LogWarning(string warning);
}
