using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Accounts.Connecting;
using Pintle.ControlPlane.Accounts.Secrets;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Accounts;

/// <summary>What accounts at vendors need.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<VendorTokens>();
        services.AddSingleton<AccountRenewal>();
        services.AddSingleton(static s => new AccountSecrets(
            s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<AccountRenewal>(), s.GetRequiredService<SecretBox>(), s.GetRequiredService<TimeProvider>()));
        services.AddScoped<Returning>();
        services.AddScoped<DestinationAccounts>();
    }
}
