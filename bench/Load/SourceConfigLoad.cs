using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Pintle.Load;

/// <summary>Browsers of a whole site that ask for their source's configuration.</summary>
internal static class SourceConfigLoad
{
    private const int Browsers = 32;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    /// <summary>Answers a second, of sources in turn; and how long the longest took, the first of all included.</summary>
    /// <param name="control">The control listener.</param>
    /// <param name="path">Of a route: <c>/sourceConfig/</c>, or another as the yardstick.</param>
    /// <param name="sources">How many; their keys are <c>key-0</c> and so on.</param>
    public static async Task<(double Rate, double Longest)> MeasureAsync(Uri control, string path, int sources)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = Browsers });
        var address = new Uri(control, path);
        var keys = Enumerable.Range(0, sources).Select(s => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"key-{s}:")))).ToArray();
        var watch = Stopwatch.StartNew();
        var results = await Task.WhenAll(Enumerable.Range(0, Browsers).Select(browser => Task.Run(async () =>
        {
            var (count, longest) = (0L, 0.0);
            while (watch.Elapsed < Time)
            {
                var start = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = keys[(browser + (count++ * Browsers)) % sources] } };
                using var answer = await http.SendAsync(request, CancellationToken.None);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return (Count: count, Longest: longest);
        })));
        return (results.Sum(r => r.Count) / watch.Elapsed.TotalSeconds, results.Max(r => r.Longest));
    }
}
