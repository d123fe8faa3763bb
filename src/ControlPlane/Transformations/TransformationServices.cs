using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Transformations.PublicApi;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary>What transformations and libraries are edited with. What runs their code, a <see cref="UserCode.UserCodeRunner"/>, is the application's.</summary>
internal static class TransformationServices
{
    public static void AddTransformations(this IServiceCollection services)
    {
        services.AddSingleton<CodeTester>();
        services.AddSingleton<RevisionTester>();
        services.AddSingleton<CodeChecks>();
        services.AddScoped<CodeQueries>();
        services.AddScoped<LibraryUse>();
        services.AddScoped<CodeViews>();
        services.AddScoped<CodePublishing>();
        services.AddScoped<CodeEdits>();
        services.AddScoped<CodeRemoval>();
        services.AddScoped<PublicAccess>();
        services.AddScoped<DestinationAttaching>();
    }
}
