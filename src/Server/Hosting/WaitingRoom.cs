using Pintle.Server.Configuration;
using Pintle.Server.Tls;
using Pintle.Store;

namespace Pintle.Server.Hosting;

/// <summary>
/// Starts what needs the store, again and again while it is away. Meanwhile the listeners answer: the process is alive, it is not
/// ready, and senders shall come again.
/// </summary>
internal sealed partial class WaitingRoom(PintleOptions options, ServerCertificate? certificate, TimeProvider time, ILogger<WaitingRoom> log)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public async Task<T> StartAsync<T>(Func<CancellationToken, Task<T>> start, CancellationToken ct)
    {
        WebApplication? app = null;
        try
        {
            for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    return await start(ct);
                }
                catch (StoreUnavailableException away)
                {
                    LogAway(away.Message.TrimEnd('.'), pause.TotalSeconds);
                }

                if (app is null)
                {
                    app = Build();
                    await Listeners.OpenAsync(app, options, ct);
                }

                await Task.Delay(pause, time, ct);
            }
        }
        finally
        {
            // Frees the ports for the real listeners.
            if (app is not null)
            {
                await app.DisposeAsync();
            }
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Listeners.Configure(kestrel, options, certificate));
        var app = builder.Build();
        app.Run(context =>
        {
            if (context.Request.Path == "/health/live")
            {
                return context.Response.WriteAsync("alive\n", context.RequestAborted);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            return context.Response.WriteAsync("the store is not ready\n", context.RequestAborted);
        });
        return app;
    }

    [LoggerMessage(5301, LogLevel.Warning, "Not started yet: {Reason}. Trying again in {Pause} s.")]
    private partial void LogAway(string reason, double pause);
}
