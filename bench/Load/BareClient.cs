using System.Diagnostics;

namespace Pintle.Load;

/// <summary>An HttpClient loop that posts events to the sink and does nothing else: what delivery is measured against.</summary>
internal static class BareClient
{
    /// <summary>Requests a second with 100 in flight.</summary>
    public static async Task<double> MeasureAsync(Sink sink, EventPool pool, TimeSpan time)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = 128 });
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            var count = 0L;
            while (Stopwatch.GetTimestamp() < until)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, sink.Url) { Content = new ByteArrayContent(pool.Body()) };
                using var answer = await http.SendAsync(request, CancellationToken.None);
                await answer.Content.ReadAsByteArrayAsync();
                count++;
            }

            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }
}
