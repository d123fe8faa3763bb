using Pintle.Server.Cli;
using Pintle.Server.Configuration;
using Pintle.Server.Fetching;
using Pintle.Server.Transformations;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.Workspace;

namespace Pintle.Server.Hosting;

/// <summary>What runs user code, with where it comes from and what it may reach. Workers start when there is something to run.</summary>
internal sealed class UserCodeHost : IAsyncDisposable
{
    private readonly UserFetch _fetch;
    private readonly HttpClient? _backend;

    /// <param name="options">Of the server.</param>
    /// <param name="workspace">Its document may carry code; null: there is none.</param>
    /// <param name="log">For what runs it.</param>
    /// <param name="local">Has what the document doesn't carry, when the control plane is in the box.</param>
    public UserCodeHost(PintleOptions options, WorkspaceHolder? workspace, ILogger<UserCodeRunner> log, ICodeStore? local = null)
    {
        _fetch = new UserFetch(options.Outbound.NewGuard(), new Geolocation(options.UserCode.Geolocation, options.UserCode.GeolocationTimeout));
        if (options.Workspace.Backend.Length > 0)
        {
            _backend = new HttpClient { BaseAddress = new Uri(options.Workspace.Backend.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(30) };
        }

        var limits = new UserCodeOptions
        {
            Worker = JsWorkerCommand.Line,
            Workers = options.UserCode.Workers,
            RunLimit = options.UserCode.RunLimit,
            BatchLimit = options.UserCode.BatchLimit,
            HeapMegabytes = options.UserCode.HeapMegabytes,
            StrictPeer = options.UserCode.StrictPeer,
        };
        var store = new DocumentCode(workspace, _backend is null ? local : new BackendCode(_backend, options.Workspace.Token));
        Parts = (new UserCodeRunner(limits, _fetch.CallAsync, TimeProvider.System, log), store);
        Pipeline = new PipelineCode(Parts.Runner, Parts.Store);
    }

    public (UserCodeRunner Runner, ICodeStore Store) Parts { get; }

    /// <summary>Runs the pipeline's transformations.</summary>
    public PipelineCode Pipeline { get; }

    public async ValueTask DisposeAsync()
    {
        await Parts.Runner.DisposeAsync();
        _fetch.Dispose();
        _backend?.Dispose();
    }
}
