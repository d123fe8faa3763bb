using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.People;

/// <summary>What who has the server can do for people who can't log in, beside servers that run or not.</summary>
/// <param name="plane">The control plane.</param>
public sealed class PersonPasswords(OfflineControlPlane plane)
{
    /// <summary>Makes a link by which a person sets a new password; it can be used once, for an hour.</summary>
    /// <param name="email">Of the person.</param>
    /// <param name="endSecondFactor">Logging in needs no code any more: the app and the recovery codes are lost.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The link's secret, and until when it is good; null: there is nobody with this address.</returns>
    /// <exception cref="ControlDatabaseException">The database can't be used.</exception>
    public Task<(string Secret, DateTimeOffset Until)?> ResetAsync(string email, bool endSecondFactor, CancellationToken ct) => plane.InAsync<(string, DateTimeOffset)?>(async services =>
    {
        var users = services.GetRequiredService<UserManager<StoredUser>>();
        if (await users.FindByNameAsync(email) is not { } user)
        {
            return null;
        }

        return await services.GetRequiredService<Changes>().MakeOfPersonAsync(user.Id, async change =>
        {
            if (endSecondFactor && user.TwoFactorEnabled)
            {
                await SecondFactorRoutes.TakeOffAsync(user, users, change);
            }

            return services.GetRequiredService<PasswordResets>().Begin(user, change);
        }, ct);
    }, ct);
}
