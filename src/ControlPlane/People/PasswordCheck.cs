using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>Is it a person's password?</summary>
internal sealed class PasswordCheck(UserManager<StoredUser> users, IPasswordHasher<StoredUser> hasher, FailedTries tries)
{
    private static readonly StoredUser Nobody = new() { Name = "" };
    private static string? _nobodysHash;

    /// <summary>It takes as long for nobody, and for somebody without one, as for everybody else.</summary>
    public async Task<bool> IsRightAsync(StoredUser? user, string password)
    {
        if (user?.PasswordHash is not null)
        {
            return await users.CheckPasswordAsync(user, password);
        }

        var hash = _nobodysHash ??= hasher.HashPassword(Nobody, "a password of nobody");
        hasher.VerifyHashedPassword(Nobody, hash, password);
        return false;
    }

    /// <summary>The person of a session, who has said their password once more.</summary>
    /// <exception cref="ApiException">It is a token, the password is wrong, or there were too many tries.</exception>
    public async Task<StoredUser> ConfirmAsync(HttpContext context, string password, string member, CancellationToken ct)
    {
        var user = await FindAsync(context);
        if (user.PasswordHash is null)
        {
            throw ApiException.Conflict("This asks for your password, and you have none: you log in by single sign-on. An administrator can make you a link to set one.");
        }

        await tries.CountAsync(context, user.Id, ct);
        if (!await IsRightAsync(user, password))
        {
            throw ApiException.Invalid(member, "This is not your password.");
        }

        await tries.ForgetAsync(user.Id, ct);
        return user;
    }

    /// <summary>The person of a session.</summary>
    public async Task<StoredUser> FindAsync(HttpContext context) =>
        await users.FindByIdAsync(ByBrowser(context).UserId) ?? throw new InvalidOperationException("The session is of nobody.");

    /// <summary>Who makes the request, with a session.</summary>
    /// <exception cref="ApiException">It is a token: who finds one must not be able to keep what they found.</exception>
    public static Actor ByBrowser(HttpContext context) => Actor.Of(context) is { SessionId: not null } actor
        ? actor
        : throw ApiException.Forbidden("A token may not do this. Log in with your password, and do it there.");
}

/// <summary>The password once more, of who is logged in.</summary>
[System.Text.Json.Serialization.JsonUnmappedMemberHandling(System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow)]
internal sealed record PasswordInput(string Password);
