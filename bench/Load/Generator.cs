using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pintle.Load;

/// <summary>Sends requests over plain sockets, one after the other on each connection, and times the answers.</summary>
internal static class Generator
{
    /// <summary>Runs for a time.</summary>
    /// <param name="make">Makes the next request.</param>
    /// <param name="rate">Requests a second in all; 0 = without pause.</param>
    public static async Task<Measured> RunAsync(int port, int connections, TimeSpan time, Func<byte[]> make, int rate = 0)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var pace = rate == 0 ? 0 : (double)Stopwatch.Frequency * connections / rate;
        var watch = Stopwatch.StartNew();
        var parts = await Task.WhenAll(Enumerable.Range(0, connections).Select(n => Task.Run(() => ConnectionAsync(port, until, make, pace, n))));
        return new Measured(parts.Sum(p => (long)p.Times.Count), parts.Sum(p => p.Failures), watch.Elapsed, [.. parts.SelectMany(p => p.Times).Order()]);
    }

    private static async Task<(List<double> Times, long Failures)> ConnectionAsync(int port, long until, Func<byte[]> make, double pace, int number)
    {
        var times = new List<double>();
        var failures = 0L;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var buffer = new byte[4096];
        var due = Stopwatch.GetTimestamp() + (pace * number / 64);
        while (Stopwatch.GetTimestamp() < until)
        {
            if (pace > 0)
            {
                due += pace;
                var wait = (due - Stopwatch.GetTimestamp()) / Stopwatch.Frequency;
                if (wait > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(wait));
                }
            }

            var request = make();
            var start = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            var length = await socket.ReceiveAsync(buffer);
            if (length >= 12 && buffer.AsSpan(9, 3).SequenceEqual("200"u8))
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            else
            {
                failures++;
                if (length == 0)
                {
                    return (times, failures);
                }
            }
        }

        return (times, failures);
    }
}

/// <summary>What a run gave.</summary>
/// <param name="Times">Answer times in milliseconds, sorted.</param>
internal sealed record Measured(long Requests, long Failures, TimeSpan Elapsed, double[] Times)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;

    public double Percentile(double share) => Times.Length == 0 ? 0 : Times[Math.Min(Times.Length - 1, (int)(Times.Length * share))];
}
