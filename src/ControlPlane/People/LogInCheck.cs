using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>Finds who wants to log in.</summary>
internal sealed class LogInCheck(UserManager<StoredUser> users, UnknownAddresses unknown, FailedTries tries, PasswordCheck passwords, SecondFactorCheck codes)
{
    /// <summary>The person; and, when a code is needed that wasn't given or is wrong, a sentence that says it.</summary>
    /// <exception cref="ApiException">It is nobody, or they are locked.</exception>
    public async Task<(StoredUser User, string? Needed)> FindAsync(LogInInput input, HttpContext context, CancellationToken ct)
    {
        var email = input.Email.Trim();
        var user = await users.FindByNameAsync(email);
        if (user is not null)
        {
            await tries.CountAsync(context, user.Id, ct);
        }
        else if (unknown.Count(email) is { } wait)
        {
            throw LogInLimits.TooMany(context, wait);
        }

        if (!await passwords.IsRightAsync(user, input.Password) || user is null)
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "The e-mail address or the password is wrong.");
        }

        if (user.TwoFactorEnabled && string.IsNullOrWhiteSpace(input.Code))
        {
            await tries.ForgetThisAsync(user.Id, ct);
            return (user, "Send the code that your app shows as well, or a recovery code.");
        }

        if (user.TwoFactorEnabled && !await codes.IsRightAsync(user, input.Code!))
        {
            return (user, "The code is wrong, or was used before. Send the one that your app shows now, or a recovery code.");
        }

        await tries.ForgetAsync(user.Id, ct);
        return (user, null);
    }
}
