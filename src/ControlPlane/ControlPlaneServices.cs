using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Accounts.Clients;
using Pintle.ControlPlane.Accounts.Connecting;
using Pintle.ControlPlane.Accounts.Secrets;
using Pintle.ControlPlane.Addresses;
using Pintle.ControlPlane.Auditing;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Destinations.Testing;
using Pintle.ControlPlane.Guides;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Keys;
using Pintle.ControlPlane.People;
using Pintle.ControlPlane.People.SingleSignOn;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;
using Pintle.ControlPlane.People.SingleSignOn.LoggingIn;
using Pintle.ControlPlane.Publishing;
using Pintle.ControlPlane.Publishing.SourceConfigs;
using Pintle.ControlPlane.Sources;
using Pintle.ControlPlane.Tokens;
using Pintle.ControlPlane.Transfer;
using Pintle.ControlPlane.Transformations.PublicApi;
using Pintle.ControlPlane.Transformations;
using Pintle.ControlPlane.Workspaces;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Lookups;

namespace Pintle.ControlPlane;

/// <summary>Puts the control plane into an application: what it needs, what stands before its routes, and the routes.</summary>
public static class ControlPlaneServices
{
    private const string Api = "/api/v1";

    public static IServiceCollection AddControlPlane(this IServiceCollection services, ControlPlaneOptions options, DestinationCatalogue catalogue)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(catalogue);
        services.AddSingleton<SdkAddresses>();
        services.AddControlDatabase(options);
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddSingleton<MatcherPolicy, PagesFirstPolicy>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<RevisionFeed>();
        services.AddSingleton<RevisionInForce>();
        services.AddSingleton<DefinitionFragments>();
        services.AddSingleton<ConfigurationWriter>();
        services.AddSingleton<SpareBuffer>();
        services.AddSingleton<Configurations>();
        services.AddSourceConfigs();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<KeyRings>();
        services.AddScoped<SecretRotation>();
        services.AddScoped<OldKeys>();
        services.AddSingleton<SettingsVault>();
        services.AddSingleton<DestinationDefinitions>();
        services.AddScoped<Changes>();
        services.AddScoped<DestinationCheck>();
        services.AddScoped<DestinationTest>();

        // Who puts the control plane into an application may give it a way out.
        services.TryAddSingleton(VendorHttp.None);
        services.AddScoped<WorkspaceImport>();
        services.AddScoped<DestinationImport>();
        services.AddScoped<CredentialImport>();
        services.AddScoped<CodePruning>();
        services.AddScoped<CodeImport>();
        services.AddScoped<AccountImport>();
        services.AddSingleton<WorkspaceExport>();
        services.AddScoped<CredentialValues>();
        services.AddAccounts();
        services.AddTransformations();
        services.AddSingleton<ApiRate>();
        services.AddScoped<IActorSource, TokenActors>();
        services.AddPeople();
        services.AddSingleSignOn();
        services.AddScoped<Founding>();
        services.AddOpenApi("v1", static document => document.AddOperationTransformer<AccessInDocument>().AddOperationTransformer<QueryNames>().AddOperationTransformer<PathParameters>());
        var keys = services.AddDataProtection().SetApplicationName(KeyRings.Application);
        if (options.KeyDirectory.Length > 0)
        {
            keys.PersistKeysToFileSystem(KeyDirectory(options.KeyDirectory));

            // That they are not encrypted in turn is said in the guide, not at every start.
            services.AddLogging(static log => log.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        }
        else
        {
            keys.PersistKeysToDbContext<ControlContext>();
        }

        return services;
    }

    /// <summary>Before the routes, and after routing: answers for what goes wrong, and who may go on. Routes elsewhere than under the API are guarded by their rule.</summary>
    public static void UseControlPlane(this IApplicationBuilder app) => app.UseWhen(
        static context => context.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal) || context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is not null,
        static api =>
        {
            api.UseMiddleware<ProblemAnswers>();
            api.UseMiddleware<AccessCheck>();
        });

    /// <summary>Maps the routes.</summary>
    /// <returns>The group of a workspace's routes, for what the control plane does not know of itself: each needs a rule of <see cref="AccessRules"/>.</returns>
    public static RouteGroupBuilder MapControlPlane(this IEndpointRouteBuilder routes)
    {
        // What there is, is no secret: programs are generated from it.
        routes.MapOpenApi($"{Api}/openapi.json").IsOpen();
        var api = routes.MapGroup(Api);
        api.MapDefinitions();
        api.MapAccountDefinitions();
        api.MapGuides();
        api.MapAddresses();
        api.MapFirstRun();
        api.MapLogIn();
        api.MapIssuerLogIn();
        api.MapSessions();
        api.MapSecondFactor();
        api.MapPassword();
        api.MapPasswordReset();
        api.MapAccept();
        api.MapWorkspaces();
        var workspace = routes.MapGroup($"{Api}/workspaces/{{{AccessCheck.Workspace}}}");
        workspace.MapSources();
        workspace.MapDestinations();
        DestinationTestRoute.Map(workspace);
        workspace.MapConnections();
        workspace.MapWorkspace();
        workspace.MapWorkspaceToken();
        workspace.MapMembers();
        workspace.MapPasswordResets();
        workspace.MapLeave();
        workspace.MapInvitations();
        workspace.MapIssuers();
        workspace.MapTokens();
        workspace.MapAudit();
        workspace.MapTransfer();
        workspace.MapCredentials();
        workspace.MapAccounts();
        workspace.MapConnecting();
        workspace.MapOAuthClients();
        CodeRoutes.Map(workspace);
        RunRoute.Map(workspace);
        PublicRoutes.Map(routes);
        CodeByVersion.Map(routes);
        routes.MapConfigurations();
        routes.MapAccountToken();
        routes.MapOAuthCallback();
        return workspace;
    }

    // Nobody else may read them.
    private static DirectoryInfo KeyDirectory(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
