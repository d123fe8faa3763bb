using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Pintle.Server.Admin;
using Pintle.Server.Hosting;
using Pintle.Workspace;

namespace Pintle.Server.Watching;

/// <summary>What happens to events, while somebody watches. A watcher that is too slow misses steps and is told how many; nothing waits for it.</summary>
internal static class LiveEvents
{
    // Proxies end what is silent for longer.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static IResult Of(TailFilter asked, DataPlane plane, WorkspaceHolder workspace, TimeProvider time, CancellationToken ct) =>
        asked.Problem(workspace.Require()) is { } problem
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.ServerSentEvents(WatchAsync(asked.With(workspace.Require()), plane, time, ct));

    private static async IAsyncEnumerable<SseItem<object>> WatchAsync(TailFilter filter, DataPlane plane, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        using var watch = plane.Live.Watch(filter.Wants);
        var told = 0L;

        // Says that it has begun.
        yield return new SseItem<object>(new { at = time.GetUtcNow() }, "beat");
        while (true)
        {
            using (var beat = new CancellationTokenSource(Beat, time))
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, beat.Token);
                if (!await IsThereMoreAsync(watch, either.Token, ct))
                {
                    yield return new SseItem<object>(new { at = time.GetUtcNow() }, "beat");
                    continue;
                }
            }

            while (watch.Steps.TryRead(out var step))
            {
                yield return new SseItem<object>(step, "step");
            }

            if (watch.Missed is var missed && missed > told)
            {
                yield return new SseItem<object>(new { missed = missed - told }, "missed");
                told = missed;
            }
        }
    }

    private static async Task<bool> IsThereMoreAsync(Pintle.Events.LiveWatch watch, CancellationToken beat, CancellationToken ct)
    {
        try
        {
            return await watch.Steps.WaitToReadAsync(beat);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
