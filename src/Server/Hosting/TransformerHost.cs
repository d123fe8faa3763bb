using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pintle.DestinationKit;
using Pintle.Destinations;
using Pintle.Router.Sending;
using Pintle.Server.Configuration;
using Pintle.Server.Conformance;
using Pintle.Server.Tls;
using Pintle.Transformer;
using Pintle.UserCode;
using Pintle.Workspace;

namespace Pintle.Server.Hosting;

/// <summary>The transformer's HTTP API, beside the data plane or alone. It keeps nothing.</summary>
internal sealed partial class TransformerHost : IAsyncDisposable
{
    private const long LargestRequest = 200L << 20;
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(4);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private readonly IDisposable _wayOut;
    private readonly UserCodeHost _userCode;

    private TransformerHost(WebApplication app, IDisposable wayOut, UserCodeHost userCode, ServerCertificate? certificate, ILogger<ServerCertificate> log)
    {
        (_app, _wayOut, _userCode) = (app, wayOut, userCode);
        _watching = certificate?.WatchAsync(TimeProvider.System, log, _stop.Token) ?? Task.CompletedTask;
    }

    /// <summary>Starts it; when it returns, requests are taken.</summary>
    /// <param name="options">Its listener, and where requests may go.</param>
    /// <param name="workspace">Of the data plane in this process, whose document may carry user code; null: the transformer is alone.</param>
    /// <param name="conformance">Stands for the outside world when recorded cases are replayed; null: the outside world.</param>
    /// <param name="ct">Ends the start.</param>
    public static async Task<TransformerHost> StartAsync(PintleOptions options, WorkspaceHolder? workspace, ConformanceMode? conformance, CancellationToken ct)
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
        var http = new OutboundHttp(options.Outbound.NewGuard());
        var bugs = app.Services.GetRequiredService<ILogger<TransformerHost>>();
        var environment = new TransformEnvironment { Http = http, OnBug = (destination, bug) => LogEventBug(bugs, destination, bug) };
        var userCode = new UserCodeHost(options, workspace, app.Services.GetRequiredService<ILogger<UserCodeRunner>>());
        var transformer = new TransformerApp(
            BuiltIn.Catalogue, conformance is null ? _ => environment : conformance.EnvironmentOf,
            new BuildInfo(BuildVersion.Number, BuildVersion.Commit), app.Services.GetRequiredService<ILogger<TransformerApp>>(), userCode.Parts);
        app.Run(transformer.HandleAsync);
        var started = new TransformerHost(app, http, userCode, certificate, app.Services.GetRequiredService<ILogger<ServerCertificate>>());
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
        _wayOut.Dispose();
        await _userCode.DisposeAsync();
        _stop.Dispose();
    }

    [LoggerMessage(6002, LogLevel.Error, "An event could not be transformed for {Destination} by a bug of Pintle; its neighbours were.")]
    private static partial void LogEventBug(ILogger log, string destination, Exception bug);

    [LoggerMessage(5211, LogLevel.Information, "Pintle transforms for others: {Addresses}")]
    private static partial void LogStarted(ILogger log, string addresses);
}
