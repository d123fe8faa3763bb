using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.People;

/// <summary>What people need to log in and to be invited.</summary>
internal static class PeopleServices
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<StoredUser>(static identity =>
        {
            // Length is what makes a password strong; rules about its characters make people write it down.
            identity.Password = new PasswordOptions
            {
                RequiredLength = PersonRules.ShortestPassword,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            identity.User = new UserOptions { RequireUniqueEmail = true, AllowedUserNameCharacters = "" };
        }).AddUserStore<PeopleStore>().AddTokenProvider<AuthenticatorTokenProvider<StoredUser>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<FirstRun>();
        services.AddHostedService(static s => s.GetRequiredService<FirstRun>());
        services.AddSingleton<LogInLimits>();
        services.AddSingleton<UnknownAddresses>();
        services.AddSingleton<UsedCodes>();
        services.AddScoped<FailedTries>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<SecondFactorCheck>();
        services.AddScoped<LogInCheck>();
        services.AddScoped<NewPeople>();
        services.AddScoped<Joining>();
        services.AddScoped<Memberships>();
        services.AddScoped<PasswordResets>();
        services.AddScoped<BrowserSessions>();
        services.AddScoped<IActorSource, SessionActors>();
    }
}
