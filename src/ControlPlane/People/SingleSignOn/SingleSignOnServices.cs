using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;
using Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

namespace Pintle.ControlPlane.People.SingleSignOn;

/// <summary>What logging in through issuers needs.</summary>
internal static class SingleSignOnServices
{
    public static void AddSingleSignOn(this IServiceCollection services)
    {
        services.AddSingleton<IssuerHttp>();
        services.AddSingleton<IssuerDocuments>();
        services.AddSingleton<IssuerTokens>();
        services.AddSingleton<IdTokenCheck>();
        services.AddScoped<IssuerEdits>();
        services.AddScoped<IssuerVisits>();
        services.AddScoped<Admission>();
        services.AddScoped<IssuerReturn>();
    }
}
