using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pintle.ControlPlane;
using Pintle.ControlPlane.People;
using Pintle.ControlPlane.Transformations;
using Pintle.DestinationKit.Lookups;
using Pintle.Destinations;
using Pintle.Gateway;
using Pintle.Insight;
using Pintle.Router;
using Pintle.Router.Sending;
using Pintle.Server.Admin;
using Pintle.Server.Configuration;
using Pintle.Server.Tls;
using Pintle.Server.Watching;
using Pintle.Server.Web;
using Pintle.Store;
using Pintle.UserCode;
using Pintle.Workspace;
using Pintle.Workspace.SourceConfig;

namespace Pintle.Server.Hosting;

/// <summary>One process: the data plane, and the listeners in front of it.</summary>
internal sealed partial class PintleHost : IAsyncDisposable
{
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(4);

    private readonly WebApplication _app;
    private readonly DataPlane _plane;
    private readonly UserCodeHost _userCode;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _background = [];
    private readonly ILogger<PintleHost> _log;

    private PintleHost(WebApplication app, DataPlane plane, UserCodeHost userCode, ILogger<PintleHost> log)
    {
        (_app, _plane, _userCode, _log) = (app, plane, userCode, log);
    }

    /// <summary>Where the gateway and the control listener are reached.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>What makes the first administrator, once; null: there is one, or no control plane here.</summary>
    public string? SetUpToken => _app.Services.GetService<FirstRun>()?.Token;

    /// <summary>Ends when the node can't go on.</summary>
    public Task Failure => _plane.Failure;

    /// <summary>Starts everything in order; when it returns, events are taken.</summary>
    /// <param name="options">Of the server.</param>
    /// <param name="workspace">Where the workspace is held; empty yet.</param>
    /// <param name="ct">Ends the start.</param>
    public static async Task<PintleHost> StartAsync(PintleOptions options, WorkspaceHolder workspace, CancellationToken ct)
    {
        MakeDataDirectory(options.DataDirectory);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.WriteTo(options.Log);
        builder.Services.AddPintleTelemetry();
        builder.Services.AddSingleton(s => new UserCodeHost(
            options, workspace, s.GetRequiredService<ILogger<UserCodeRunner>>(), Origin.IsInTheBox(options) ? new LocalCode(s, workspace) : null));
        builder.Services.AddSingleton(static s => s.GetRequiredService<UserCodeHost>().Parts.Runner);
        if (Origin.IsInTheBox(options))
        {
            builder.Services.AddSingleton<VendorHttp>(_ => new OutboundHttp(options.Outbound.NewGuard()));
            builder.Services.AddControlPlane(Origin.ControlOf(options), BuiltIn.Catalogue);
            builder.Services.AddWebApp();
        }

        var certificate = ServerCertificate.Load(options.Tls);
        builder.WebHost.ConfigureKestrel(kestrel => Listeners.Configure(kestrel, options, certificate));
        var app = builder.Build();
        app.Services.StartPintleTelemetry();
        var (logs, time) = (app.Services.GetRequiredService<ILoggerFactory>(), TimeProvider.System);

        var origin = Origin.Of(options, app.Services, workspace, time, logs);
        await origin.LoadAsync(ct);
        var userCode = app.Services.GetRequiredService<UserCodeHost>();
        var plane = await DataPlane.StartAsync(options, certificate, workspace, userCode.Pipeline.RunAsync, Origin.TokensOf(options, app.Services), time, logs, ct);
        var host = new PintleHost(app, plane, userCode, logs.CreateLogger<PintleHost>());
        host.MapRoutes(options, workspace, origin, time);
        host.Run(origin.FollowAsync);
        host.Run(plane.Disk.RunAsync);
        host.Run(plane.Retention.RunAsync);
        host.Run(plane.Warnings.RunAsync);
        host.Run(plane.Readings.RunAsync);
        if (certificate is not null)
        {
            host.Run(stop => certificate.WatchAsync(time, logs.CreateLogger<ServerCertificate>(), stop));
        }

        try
        {
            await Listeners.OpenAsync(app, options, ct);
        }
        catch (ConfigurationException)
        {
            // Deliveries have begun: what they came to must not be forgotten.
            await host.StopAsync();
            await host.DisposeAsync();
            throw;
        }

        host.LogStarted(string.Join(", ", host.Addresses));
        return host;
    }

    /// <summary>Stops accepting, answers what is queued, finishes or hands back deliveries, commits.</summary>
    public async Task StopAsync()
    {
        using (var limit = new CancellationTokenSource(LastRequests))
        {
            await _app.StopAsync(limit.Token);
        }

        var failure = (_plane.Lanes.Completion.Exception ?? _plane.Router.Completion.Exception)?.GetBaseException();
        if (failure is not null)
        {
            LogFailed(failure.Message, failure);
        }

        await _plane.StopAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_background).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (failure is null)
        {
            LogStopped();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _plane.DisposeAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private static void MakeDataDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            // The token is the first thing that is written: whether it can be is known before anything runs.
            AdminToken.Ensure(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"dataDirectory: {path} can't be used: {refused.Message}"]);
        }
    }

    private void Run(Func<CancellationToken, Task> work) => _background.Add(Task.Run(() => work(_stop.Token), CancellationToken.None));

    private void MapRoutes(PintleOptions options, WorkspaceHolder workspace, IWorkspaceOrigin origin, TimeProvider time)
    {
        var info = new GatewayInfo(BuildVersion.Number, BuildVersion.Commit, IsStoreUpAsync, () => origin.LastSync, Origin.ModeOf(options));
        var gateway = new GatewayApp(GatewayOf(options.Gateway), workspace, _plane.AppendAsync, JobRunsOf(_plane.Router), info, time, _app.Services.GetRequiredService<ILogger<GatewayApp>>());
        var sourceConfig = new SourceConfigEndpoint(SourceConfigsOf(workspace));
        var checks = new Dictionary<string, Func<CancellationToken, Task<bool>>>
        {
            ["the workspace"] = _ => Task.FromResult(workspace.Current is not null),
            ["the store"] = IsStoreUpAsync,
            ["the disk"] = _ => Task.FromResult(!_plane.Disk.IsLow),
        };
        _app.Use((context, next) => Listeners.IsGateway(context) && context.Request.Path.Value is not ("/health/live" or "/health/ready") ? gateway.HandleAsync(context)
            : SourceConfigEndpoint.Matches(context.Request.Path) ? sourceConfig.HandleAsync(context)
            : next(context));
        _app.UseTrustedProxies(options.Control);
        if (Origin.IsInTheBox(options))
        {
            _app.UseWebApp();
        }

        _app.UseRouting();
        if (Origin.IsInTheBox(options))
        {
            _app.UseControlPlane();
            _app.MapControlPlane().MapWatchingOf(new WatchSetup(_plane, workspace, _userCode.Pipeline, PayloadRedaction.Of(options.Live.Redact), time));
        }

        _app.MapHealth(checks, () => origin.Problem is { } problem
            ? [.. _plane.Warnings.Current, $"the configuration of {origin.Name} can't be taken, the last good one stays: {problem}"]
            : _plane.Warnings.Current);
        _app.MapGet("/health", gateway.HandleAsync);
        _app.MapMetrics();
        _app.MapAdmin(_plane, workspace, _userCode.Pipeline, AdminToken.Ensure(options.DataDirectory), time);
    }

    private ISourceConfigs SourceConfigsOf(WorkspaceHolder workspace)
    {
        var served = new ServedSourceConfigs(workspace);
        return _app.Services.GetService<ISourceConfigs>() is { } all ? new EitherSourceConfigs(all, served) : served;
    }

    private async Task<bool> IsStoreUpAsync(CancellationToken ct)
    {
        try
        {
            await _plane.Store.PingAsync(ct);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static JobRuns JobRunsOf(RouterService router) => new()
    {
        DrainAsync = router.Drained.DrainAsync,
        StatusAsync = router.JobRuns.StatusAsync,
        ForgetAsync = router.JobRuns.ForgetAsync,
        FailuresAsync = router.JobRuns.FailuresAsync,
    };

    private static GatewayOptions GatewayOf(GatewaySection options) => new()
    {
        MaxRequestBytes = (int)options.MaxRequestSize,
        InFlightBytes = options.InFlightBytes,
        MaxConcurrentRequests = options.MaxConcurrentRequests,
        AppendTimeout = options.AppendTimeout,
        AllowEventsWithoutIds = options.AllowEventsWithoutIds,
        InternalEndpoints = options.InternalEndpoints,
        RequireDestinationIdHeader = options.RequireDestinationIdHeader,
        RateLimit = options.RateLimit,
        RateLimitEvents = options.RateLimitEvents,
        RateLimitWindow = options.RateLimitWindow,
        InternalBatchLimitEvents = options.InternalBatchLimitEvents,
        InternalBatchLimitWindow = options.InternalBatchLimitWindow,
    };

    [LoggerMessage(5201, LogLevel.Information, "Pintle takes events: {Addresses}")]
    private partial void LogStarted(string addresses);

    [LoggerMessage(5203, LogLevel.Critical, "Pintle can't go on and ends with exit code 1, to be started again and go on from what the store has: {Reason}")]
    private partial void LogFailed(string reason, Exception failure);

    [LoggerMessage(5202, LogLevel.Information, "Pintle has stopped; everything accepted is on disk.")]
    private partial void LogStopped();
}
