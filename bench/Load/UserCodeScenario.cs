
namespace Pintle.Load;

/// <summary>User code beside Node.js with the same script and events, in turn, so that what disturbs the machine disturbs both.</summary>
internal static class UserCodeScenario
{
    private const int EventsPerBatch = 200;

    // One runs, the next is on its way.
    private const int AtOnce = 2;

    private static readonly Dictionary<string, Func<Arguments, Task>> Rows = new()
    {
        ["rate"] = RateAsync,
        ["trickle"] = arguments => UserCodeVersions.TrickleAsync(Window(arguments)),
        ["versions"] = arguments => UserCodeVersions.TurnsAsync(arguments, Window(arguments)),
        ["cold"] = _ => UserCodeVersions.ColdAsync(),
        ["http"] = arguments => UserCodeHttp.MeasureAsync(arguments, Window(arguments)),
    };

    /// <param name="names">Rows to measure; none: all.</param>
    public static async Task<int> RunAsync(string[] names, Arguments arguments)
    {
        UserCodeTable.Head();
        foreach (var row in Rows.Where(r => names.Length == 0 || names.Contains(r.Key)))
        {
            await row.Value(arguments);
        }

        return 0;
    }

    private static TimeSpan Window(Arguments arguments) => TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 2);

    private static async Task RateAsync(Arguments arguments)
    {
        var batch = UserCodeSample.Batch("rate", EventsPerBatch);
        await using var subject = new UserCodeSubject(1);
        using var node = new NodeYardstick(UserCodeSample.Script, UserCodeSample.Events(EventsPerBatch));
        var (rates, fresh, kept, window) = (new List<double>(), new List<double>(), new List<double>(), Window(arguments));
        for (var round = -1; round < arguments.Rounds; round++)
        {
            // The first one warms all up.
            var (ours, first, second) = (await subject.RateAsync([batch], AtOnce, window), await node.RateAsync(isFresh: true, window), await node.RateAsync(isFresh: false, window));
            if (round >= 0)
            {
                rates.Add(ours);
                fresh.Add(first * EventsPerBatch);
                kept.Add(second * EventsPerBatch);
            }
        }

        var rate = UserCodeTable.Rate(rates);
        UserCodeTable.Row("one worker, batches of 200; Node.js, fresh contexts", rate, UserCodeTable.Rate(fresh), UserCodeTable.Median(rates) / UserCodeTable.Median(fresh), ">= 0.7, >= 40k/s");
        UserCodeTable.Row("the same; Node.js, one context", rate, UserCodeTable.Rate(kept), UserCodeTable.Median(rates) / UserCodeTable.Median(kept), "");
    }
}
