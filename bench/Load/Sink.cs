using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pintle.Load;

/// <summary>A webhook that counts, and reads off some events (every hundredth) how long ago they were received.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<double> _latencies = [];
    private long _count;

    private Sink(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    /// <summary>False: every request is answered 503.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Every request is answered 400: its event becomes a dead letter.</summary>
    public bool Refuses { get; set; }

    public long Count => Volatile.Read(ref _count);

    /// <summary>Starts it on a free port.</summary>
    /// <param name="every">It looks at one event in so many.</param>
    public static async Task<Sink> StartAsync(int every = 100)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        var sink = new Sink(app);
        app.Run(async context =>
        {
            if (!sink.IsUp)
            {
                context.Response.StatusCode = 503;
                return;
            }

            context.Response.StatusCode = sink.Refuses ? 400 : 200;
            using var body = new MemoryStream(2048);
            await context.Request.Body.CopyToAsync(body);
            if (Interlocked.Increment(ref sink._count) % every == 0)
            {
                sink.Look(body.GetBuffer().AsSpan(0, (int)body.Length));
            }
        });
        await app.StartAsync();
        sink.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return sink;
    }

    public void Reset()
    {
        lock (_latencies)
        {
            _latencies.Clear();
        }

        Volatile.Write(ref _count, 0);
    }

    /// <summary>Waits until so many requests have come; false when they have not in time.</summary>
    public async Task<bool> WaitForAsync(long count, TimeSpan most)
    {
        var until = TimeProvider.System.GetUtcNow() + most;
        while (Count < count && TimeProvider.System.GetUtcNow() < until)
        {
            await Task.Delay(20);
        }

        return Count >= count;
    }

    public double[] Latencies()
    {
        lock (_latencies)
        {
            return _latencies.Count == 0 ? [0] : [.. _latencies.Order()];
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Look(ReadOnlySpan<byte> body)
    {
        var at = body.LastIndexOf("\"receivedAt\":\""u8);
        if (at >= 0 && DateTimeOffset.TryParse(Encoding.ASCII.GetString(body.Slice(at + 14, 24)), CultureInfo.InvariantCulture, out var received))
        {
            lock (_latencies)
            {
                _latencies.Add((TimeProvider.System.GetUtcNow() - received).TotalMilliseconds);
            }
        }
    }
}
