using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Pintle.Events;
using Pintle.Server.Admin;

namespace Pintle.Server.Watching;

/// <summary>
/// What happens to events, while somebody watches: a sample where it is much. A watcher hears how many steps were left out, and how many it
/// was too slow for; nothing waits for it.
/// </summary>
internal static class LiveEvents
{
    // Proxies end what is silent for longer.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    // What happens meanwhile goes in one message: each is a write to the network, and work for a browser.
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromMilliseconds(200);

    private const int MostSteps = 200;
    private const int MostPayloads = 50;

    public static IResult Of(TailFilter asked, bool withPayload, WatchSetup setup, CancellationToken ct) =>
        asked.Problem(setup.Workspace.Require()) is { } problem
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.ServerSentEvents(WatchAsync(asked.ToWish(setup.Workspace.Require()) with { WithEvents = withPayload, MostPerSecond = withPayload ? MostPayloads : MostSteps }, setup, ct));

    private static async IAsyncEnumerable<SseItem<object>> WatchAsync(LiveWish wish, WatchSetup setup, [EnumeratorCancellation] CancellationToken ct)
    {
        var time = setup.Time;
        using var watch = setup.Plane.Live.Watch(wish);
        var (told, toldLeftOut) = (0L, 0L);

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

            yield return new SseItem<object>(Waiting(watch, wish.WithEvents, setup), "steps");
            if (watch.LeftOut is var leftOut && leftOut > toldLeftOut)
            {
                yield return new SseItem<object>(new { leftOut = leftOut - toldLeftOut }, "sampled");
                toldLeftOut = leftOut;
            }

            if (watch.Missed is var missed && missed > told)
            {
                yield return new SseItem<object>(new { missed = missed - told }, "missed");
                told = missed;
            }

            await Task.Delay(BetweenMessages, time, ct);
        }
    }

    private static List<LiveView> Waiting(LiveWatch watch, bool withPayload, WatchSetup setup)
    {
        var views = new List<LiveView>();
        while (watch.Steps.TryRead(out var step))
        {
            views.Add(LiveView.Of(step, withPayload, setup.Redaction, setup.Workspace.Require()));
        }

        return views;
    }

    private static async Task<bool> IsThereMoreAsync(LiveWatch watch, CancellationToken beat, CancellationToken ct)
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
