using Pintle.Server.Cli;
using Pintle.Server.Configuration;
using Pintle.Server.Fetching;
using Pintle.UserCode;
using Pintle.UserCode.Code;

namespace Pintle.Server.Hosting;

/// <summary>What runs user code, with where it comes from and what it may reach.</summary>
internal sealed class UserCodeHost : IAsyncDisposable
{
    private readonly UserFetch _fetch;
    private readonly HttpClient _backend;

    private UserCodeHost(PintleOptions options, ILogger<UserCodeRunner> log)
    {
        _fetch = new UserFetch(options.Outbound.NewGuard(), new Geolocation(options.UserCode.Geolocation, options.UserCode.GeolocationTimeout));
        _backend = new HttpClient { BaseAddress = new Uri(options.Workspace.Backend.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(30) };
        var limits = new UserCodeOptions { Worker = JsWorkerCommand.Line, Workers = options.UserCode.Workers, RunLimit = options.UserCode.RunLimit, BatchLimit = options.UserCode.BatchLimit, HeapMegabytes = options.UserCode.HeapMegabytes, StrictPeer = options.UserCode.StrictPeer };
        Parts = (new UserCodeRunner(limits, _fetch.CallAsync, TimeProvider.System, log), new BackendCode(_backend, options.Workspace.Token));
        Pipeline = new PipelineCode(Parts.Runner, Parts.Store);
    }

    public (UserCodeRunner Runner, ICodeStore Store) Parts { get; }

    /// <summary>Runs the pipeline's transformations.</summary>
    public PipelineCode Pipeline { get; }

    /// <summary>Null when no control plane has code.</summary>
    public static UserCodeHost? Create(PintleOptions options, ILogger<UserCodeRunner> log) => options.Workspace.Backend.Length == 0 ? null : new UserCodeHost(options, log);

    public async ValueTask DisposeAsync()
    {
        await Parts.Runner.DisposeAsync();
        _fetch.Dispose();
        _backend.Dispose();
    }
}
