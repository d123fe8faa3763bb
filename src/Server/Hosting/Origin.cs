using Pintle.ControlPlane;
using Pintle.ControlPlane.Accounts.Secrets;
using Pintle.ControlPlane.Publishing;
using Pintle.Router.Accounts;
using Pintle.Server.Configuration;
using Pintle.Workspace;
using Pintle.Workspace.Backend;
using Pintle.Workspace.Files;

namespace Pintle.Server.Hosting;

/// <summary>Where this process's configuration comes from.</summary>
internal static class Origin
{
    private const string LastGood = "last-good-workspace.json";

    /// <summary>The control plane of this process is what people configure it by: neither a file nor another control plane is named.</summary>
    public static bool IsInTheBox(PintleOptions options) => options.Workspace.File.Length == 0 && options.Workspace.Backend.Length == 0;

    /// <summary>As the gateway's health names it.</summary>
    public static string ModeOf(PintleOptions options) => options.Workspace.File.Length > 0 ? "JSON" : "API";

    /// <param name="options">Of the server.</param>
    /// <param name="services">Of the application, which has the control plane when it is in the box.</param>
    /// <param name="workspace">What is kept in step.</param>
    public static IWorkspaceOrigin Of(PintleOptions options, IServiceProvider services, WorkspaceHolder workspace, TimeProvider time, ILoggerFactory logs)
    {
        var lastGood = Path.Combine(options.DataDirectory, LastGood);
        if (options.Workspace.File.Length > 0)
        {
            return new WorkspaceFile(options.Workspace.File, lastGood, workspace, time, logs.CreateLogger<WorkspaceFile>()) { HasBackend = options.Workspace.Backend.Length > 0 };
        }

        if (IsInTheBox(options))
        {
            var log = logs.CreateLogger<LocalWorkspace>();
            return new LocalWorkspace(services, options.Workspace.Id, new LastGoodCopy(lastGood, log), workspace, time, log);
        }

        // Lives as long as the process.
        var http = new HttpClient { BaseAddress = new Uri(options.Workspace.Backend.TrimEnd('/') + "/"), Timeout = BackendWorkspace.Wait + TimeSpan.FromSeconds(30) };
        var logger = logs.CreateLogger<BackendWorkspace>();
        return new BackendWorkspace(http, options.Workspace.Token, new LastGoodCopy(lastGood, logger), workspace, time, logger);
    }

    /// <summary>Where the tokens of accounts come from; null: from the workspace document.</summary>
    public static TokenSource? TokensOf(PintleOptions options, IServiceProvider services)
    {
        if (IsInTheBox(options))
        {
            return new LocalTokens(services.GetRequiredService<AccountSecrets>()).GetAsync;
        }

        // Lives as long as the process.
        return options.Workspace.Backend.Length == 0 ? null
            : new BackendTokens(new HttpClient { BaseAddress = new Uri(options.Workspace.Backend.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(30) }, options.Workspace.Token).GetAsync;
    }

    /// <summary>How the control plane in the box keeps what it has.</summary>
    public static ControlPlaneOptions ControlOf(PintleOptions options) => new()
    {
        SqliteFile = Path.Combine(options.DataDirectory, "control.db"),
        Postgres = options.Control.Database,
        KeyDirectory = options.Control.Keys.Length > 0 ? options.Control.Keys : options.Control.Database.Length == 0 ? Path.Combine(options.DataDirectory, "keys") : "",
        Namespace = options.Control.Namespace,
        NamespaceSecret = options.Control.NamespaceSecret,
        PublicUrl = options.Control.PublicUrl,
        GatewayUrl = options.Gateway.PublicUrl,
        GatewayPort = options.Gateway.Port,
        IsGatewaySecure = options.Tls.Certificate.Length > 0,
        ApiRate = options.Control.ApiRate,
        Connect = options.Outbound.NewGuard().ConnectAsync,
    };
}
