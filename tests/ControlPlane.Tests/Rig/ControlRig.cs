using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People;
using Pintle.ControlPlane.Tokens;
using Pintle.ControlPlane.Workspaces;
using Pintle.DestinationKit;
using Pintle.Destinations.Webhook;
using Pintle.Workspace.SourceConfig;

namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>A control plane on a port of its own, on one of the databases.</summary>
public abstract class ControlRig : IAsyncLifetime
{
    private WebApplication? _app;
    private ControlPlaneOptions? _options;

    public const string NamespaceSecret = "namespace-secret";

    /// <summary>The time in it.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What it logged.</summary>
    public LogLines Logs { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>Where its database and its keys are.</summary>
    public ControlPlaneOptions Options => _options!;

    public IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        _options = await OptionsAsync() with { NamespaceSecret = NamespaceSecret };
        (_app, Address) = await StartNodeAsync();
    }

    /// <summary>A node on the rig's database.</summary>
    /// <param name="change">What is other in its options.</param>
    public async Task<(WebApplication App, Uri Address)> StartNodeAsync(Func<ControlPlaneOptions, ControlPlaneOptions>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(static _ => TestRunner.New());
        builder.Services.AddControlPlane(change is null ? _options! : change(_options!), DestinationCatalogue.Scan(typeof(WebhookDestination).Assembly));
        var app = builder.Build();
        await ControlDatabase.MigrateAsync(app.Services, TestContext.Current.CancellationToken);
        var sourceConfig = new SourceConfigEndpoint(app.Services.GetRequiredService<ISourceConfigs>());
        app.Use((context, next) => SourceConfigEndpoint.Matches(context.Request.Path) ? sourceConfig.HandleAsync(context) : next(context));
        app.UseRouting();
        app.UseControlPlane();
        app.MapControlPlane();
        await app.StartAsync();
        return (app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await CleanAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A workspace of a test's own, with a person of each role in it.</summary>
    internal async Task<TestWorkspace> NewWorkspaceAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        var (token, hash, hidden) = WorkspaceTokens.New(scope.ServiceProvider.GetRequiredService<SecretBox>());
        var workspace = new StoredWorkspace
        {
            Id = Ids.New("ws"),
            Name = "Shop",
            TokenHash = hash,
            ProtectedToken = hidden,
        };
        db.Workspaces.Add(workspace);
        var clients = new Dictionary<Role, ApiClient>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var secret = Ids.NewSecret("pat");
            var user = new StoredUser { Name = $"{role}", Email = $"{role}@{workspace.Id}.example".ToLowerInvariant(), CreatedAt = Time.GetUtcNow() };
            user.UserName = user.Email;
            user.NormalizedEmail = user.NormalizedUserName = user.Email.ToUpperInvariant();
            db.Users.Add(user);
            db.Members.Add(new StoredMember { WorkspaceId = workspace.Id, UserId = user.Id, Role = role, CreatedAt = Time.GetUtcNow() });
            db.Tokens.Add(new StoredToken
            {
                Id = Ids.New("pat"), UserId = user.Id, WorkspaceId = workspace.Id, Name = "test", Role = role, Hash = Ids.HashOf(secret), CreatedAt = Time.GetUtcNow(),
            });
            clients[role] = new ApiClient(Address, workspace.Id, secret);
        }

        await db.SaveChangesAsync();
        return new TestWorkspace(workspace.Id, token, clients[Role.Admin], clients[Role.Editor], clients[Role.Viewer]);
    }

    /// <summary>Changes what is stored, as no request can.</summary>
    internal async Task ChangeAsync(Func<ControlContext, Task> change)
    {
        await using var scope = Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<ControlContext>());
    }

    /// <summary>What a data plane of the workspace gets.</summary>
    internal async Task<JsonNode> DocumentAsync(TestWorkspace workspace)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{workspace.Token}:")));
        return JsonNode.Parse(await http.GetStringAsync(new Uri(Address, "workspaceConfig?fetchAll=true"), TestContext.Current.CancellationToken))!;
    }

    /// <summary>Where its database is.</summary>
    protected abstract Task<ControlPlaneOptions> OptionsAsync();

    /// <summary>Takes away what it left.</summary>
    protected abstract Task CleanAsync();
}
