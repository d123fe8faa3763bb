using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pintle.Destinations;
using Pintle.Server.Configuration;
using Pintle.Server.Tls;
using Pintle.Transformer;

namespace Pintle.Server.Hosting;

/// <summary>The transformer's HTTP API, beside the data plane or alone. It keeps nothing.</summary>
internal sealed partial class TransformerHost : IAsyncDisposable
{
    private const long LargestRequest = 200L << 20;
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(4);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private TransformerHost(WebApplication app, ServerCertificate? certificate, ILogger<ServerCertificate> log)
    {
        _app = app;
        _watching = certificate?.WatchAsync(TimeProvider.System, log, _stop.Token) ?? Task.CompletedTask;
    }

    /// <summary>Starts it; when it returns, requests are taken.</summary>
    public static async Task<TransformerHost> StartAsync(PintleOptions options, CancellationToken ct)
    {
        var (host, port) = (options.Transformer.Host, options.Transformer.Port);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.WriteTo(options.Log);
        var certificate = ServerCertificate.Load(options.Tls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            Listeners.Listen(kestrel, host, port, "transformer", certificate);
        });
        var app = builder.Build();
        var transformer = new TransformerApp(BuiltIn.Catalogue, BuildVersion.Number, app.Services.GetRequiredService<ILogger<TransformerApp>>());
        app.Run(transformer.HandleAsync);
        var started = new TransformerHost(app, certificate, app.Services.GetRequiredService<ILogger<ServerCertificate>>());
        try
        {
            await Listeners.OpenAsync(app, $"transformer ({host}:{port}) can't be", ct);
        }
        catch (ConfigurationException)
        {
            await started.DisposeAsync();
            throw;
        }

        LogStarted(app.Services.GetRequiredService<ILogger<TransformerHost>>(), string.Join(", ", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses));
        return started;
    }

    /// <summary>Answers what has come in.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var limit = new CancellationTokenSource(LastRequests))
        {
            await _app.StopAsync(limit.Token);
        }

        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    [LoggerMessage(5211, LogLevel.Information, "Pintle transforms for others: {Addresses}")]
    private static partial void LogStarted(ILogger log, string addresses);
}
