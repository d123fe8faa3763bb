using System.Globalization;

namespace Pintle.Load;

/// <summary>What is written for the same events with ten destinations instead of one.</summary>
internal static class DestinationsScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var pool = new EventPool();
        var events = arguments.Events > 0 ? arguments.Events : 100_000;
        var rate = arguments.Rate > 0 ? arguments.Rate : 10_000;
        var one = await MeasureAsync(pool, 1, events, rate, arguments.Store);
        var ten = await MeasureAsync(pool, 10, events, rate, arguments.Store);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"about {events} events at {rate}/s: all bytes written {one:F0} B an event for one destination, {ten:F0} B for ten = {ten / one:F2} times"));
        return 0;
    }

    private static async Task<double> MeasureAsync(EventPool pool, int destinations, int events, int rate, string kind)
    {
        await using var sink = await Sink.StartAsync();
        await using var store = await StoreUnderLoad.StartAsync(kind);
        using var pintle = await Subject.PintleAsync(Subject.Workspace(destinations, sink.Url), store);
        var written = Subject.WrittenBytes;
        var sent = await Generator.RunAsync(pintle.Port, 16, TimeSpan.FromSeconds((double)events / rate), () => pool.Request(20), rate / 20);
        var count = sent.Requests * 20.0;
        await sink.WaitForAsync((long)count * destinations, TimeSpan.FromMinutes(5));
        await Task.Delay(TimeSpan.FromSeconds(1));
        return (Subject.WrittenBytes - written) / count;
    }
}
