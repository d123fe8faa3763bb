using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Publishing;
using Pintle.ControlPlane.Sources;
using Pintle.ControlPlane.Tokens;
using Pintle.ControlPlane.Transformations;
using Pintle.ControlPlane.Transformations.PublicApi;
using Pintle.DestinationKit;

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
        services.AddControlDatabase(options);
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<RevisionFeed>();
        services.AddSingleton<SecretBox>();
        services.AddScoped<Changes>();
        services.AddScoped<CredentialValues>();
        services.AddTransformations();
        services.AddScoped<IActorSource, TokenActors>();
        services.AddOpenApi("v1", static document => document.AddOperationTransformer<AccessInDocument>());
        var keys = services.AddDataProtection().SetApplicationName("Pintle");
        if (options.KeyDirectory.Length > 0)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(options.KeyDirectory));
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

    public static void MapControlPlane(this IEndpointRouteBuilder routes)
    {
        // What there is, is no secret: programs are generated from it.
        routes.MapOpenApi($"{Api}/openapi.json").IsOpen();
        var workspace = routes.MapGroup($"{Api}/workspaces/{{{AccessCheck.Workspace}}}");
        workspace.MapSources();
        workspace.MapCredentials();
        CodeRoutes.Map(workspace);
        RunRoute.Map(workspace);
        PublicRoutes.Map(routes);
        CodeByVersion.Map(routes);
    }
}
