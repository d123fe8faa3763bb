using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pintle.TestKit;

/// <summary>A vendor's API on a free loopback port: answers as told, remembers what it accepted.</summary>
public sealed class FakeVendor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<VendorCall> _calls = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private FakeVendor(WebApplication app) => _app = app;

    /// <summary>How to answer a call; 200 unless set. May wait.</summary>
    public Func<VendorCall, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Calls that were answered 2xx, in the order of their end.</summary>
    public IReadOnlyCollection<VendorCall> Accepted => _calls;

    public string Url { get; private set; } = "";

    public static async Task<FakeVendor> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        var app = builder.Build();
        var vendor = new FakeVendor(app);
        app.Run(vendor.HandleAsync);
        await app.StartAsync();
        vendor.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return vendor;
    }

    /// <summary>Waits until this many calls were accepted in all.</summary>
    public async Task WaitForAsync(int count, CancellationToken ct)
    {
        while (_calls.Count < count)
        {
            await _arrived.WaitAsync(ct);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var call = new VendorCall(
            context.Request.Method, context.Request.Path + context.Request.QueryString, await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        await Answer(call, context);
        if (context.Response.StatusCode is >= 200 and < 300 && !context.RequestAborted.IsCancellationRequested)
        {
            _calls.Enqueue(call);
            _arrived.Release();
        }
    }
}

/// <summary>One call to the fake vendor.</summary>
public sealed record VendorCall(string Method, string Target, string Body, IReadOnlyDictionary<string, string> Headers);
