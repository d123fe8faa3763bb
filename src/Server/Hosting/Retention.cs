using Pintle.Router;
using Pintle.Server.Configuration;
using Pintle.Store;

namespace Pintle.Server.Hosting;

/// <summary>
/// Deletes what nobody needs: segments that are old enough, after what lagging consumers still need of them was spilled, and dead
/// letters past their age or size.
/// </summary>
internal sealed partial class Retention(IEventStore store, RouterService router, StoreSection options, TimeSpan duplicateWindow, TimeProvider time, ILogger<Retention> log)
{
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(options.TrimEvery, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await TrimAsync(ct);
            }
            catch (StoreUnavailableException away)
            {
                LogPostponed(away.Message);
            }
        }
    }

    public async Task TrimAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // Message ids live beside the segments, so these outlive the duplicate window.
        var keep = options.Keep > duplicateWindow ? options.Keep : duplicateWindow;
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            var isTooLarge = (await store.StatusAsync(shard, ct)).Bytes > options.MaxBytes / store.ShardCount;
            var olderThan = now - (isTooLarge ? duplicateWindow : keep);
            await router.SpillAsync(shard, olderThan, ct);
            var trimmed = await store.TrimAsync(shard, router.LowestNeeded(shard), olderThan, ct);
            if (trimmed.Segments > 0)
            {
                LogTrimmed(shard, trimmed.Segments, trimmed.Bytes);
            }
        }

        var expired = await store.DeadLetters.ExpireAsync(now - options.KeepDeadLetters, options.MaxDeadLetterBytes, ct);
        if (expired > 0)
        {
            LogExpired(expired);
        }
    }

    [LoggerMessage(5101, LogLevel.Debug, "Shard {Shard}: {Segments} segments deleted, {Bytes} bytes.")]
    private partial void LogTrimmed(int shard, long segments, long bytes);

    [LoggerMessage(5102, LogLevel.Warning, "{Count} dead letters were past their age or size and are deleted.")]
    private partial void LogExpired(long count);

    [LoggerMessage(5103, LogLevel.Warning, "Deleting old segments is postponed: {Reason}")]
    private partial void LogPostponed(string reason);
}
