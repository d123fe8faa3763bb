using System.Diagnostics;
using System.Globalization;

namespace Pintle.Load;

/// <summary>From the gateway to a webhook on loopback, beside a bare client that posts the same bodies to the same sink.</summary>
internal static class DeliverScenario
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var pool = new EventPool();
        await using var sink = await Sink.StartAsync();
        var bare = await BareAsync(sink, pool, TimeSpan.FromSeconds(Math.Min(arguments.Seconds, 10)));
        Console.WriteLine($"bare client to sink: {bare:F0} requests/s");
        using var pintle = await Subject.PintleAsync(Subject.Workspace(arguments.Destinations, sink.Url));
        var rate = arguments.Rate > 0 ? arguments.Rate : (int)(bare * 0.42);
        await Generator.RunAsync(pintle.Port, 16, TimeSpan.FromSeconds(10), () => pool.Request(20), Math.Min(rate, 10_000) / 20);
        await Task.Delay(TimeSpan.FromSeconds(1));
        sink.Reset();
        var (events, written, cpu) = (0L, pintle.WrittenBytes, pintle.Cpu);
        var watch = Stopwatch.StartNew();
        var ingest = await Generator.RunAsync(pintle.Port, 16, TimeSpan.FromSeconds(arguments.Seconds), () => pool.Request(20), rate / 20);
        events = ingest.Requests * 20;
        var during = sink.Count;
        var sending = watch.Elapsed;
        while (sink.Count < events * arguments.Destinations && watch.Elapsed < TimeSpan.FromSeconds((arguments.Seconds * 4) + 10))
        {
            await Task.Delay(50);
        }

        var late = sink.Latencies();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"sent {events / sending.TotalSeconds:F0} events/s for {sending.TotalSeconds:F0} s; delivered meanwhile {during / sending.TotalSeconds:F0}/s, in all {sink.Count / watch.Elapsed.TotalSeconds:F0}/s = {sink.Count / watch.Elapsed.TotalSeconds / bare:F2} of the bare client"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"receipt to vendor request p50 {late[late.Length / 2]:F1} ms, p99 {late[(int)(late.Length * 0.99)]:F1} ms; written {(pintle.WrittenBytes - written) / (events * pool.EventBytes):F2} of the events' size; CPU {(pintle.Cpu - cpu).TotalMicroseconds / events:F1} us an event; RSS {pintle.ResidentMb:F0} MB; delivered {sink.Count} of {events * arguments.Destinations}"));
        return 0;
    }

    private static async Task<double> BareAsync(Sink sink, EventPool pool, TimeSpan time)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = 128 });
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var watch = Stopwatch.StartNew();
        var body = pool.Request(1).AsMemory(200);
        var counts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            var count = 0L;
            while (Stopwatch.GetTimestamp() < until)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, sink.Url) { Content = new ReadOnlyMemoryContent(body) };
                using var answer = await http.SendAsync(request, CancellationToken.None);
                await answer.Content.ReadAsByteArrayAsync();
                count++;
            }

            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }
}
