using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Keys;

namespace Pintle.ControlPlane.People;

/// <summary>
/// Links by which people set a password without the old one. Nothing of a link is stored: it is encrypted, says whose it is and until when, and holds the mark that a person's
/// password has, so that it is worth nothing once a password was set.
/// </summary>
internal sealed class PasswordResets(KeyRings rings, UserManager<StoredUser> users, BrowserSessions sessions, FailedTries tries, Changes changes, TimeProvider time)
{
    private const string Prefix = "reset_";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly SecretProtector _protector = rings.CreateProtector("Pintle.PasswordResets");

    /// <summary>The secret of a new link, and until when it is good.</summary>
    public (string Secret, DateTimeOffset Until) Begin(StoredUser user, Change change)
    {
        change.Note("passwordResetBegun", "person", (user.Id, user.Name), before: null, after: null);
        var until = time.GetUtcNow() + Life;
        var text = string.Create(CultureInfo.InvariantCulture, $"{user.Id}|{until.ToUnixTimeMilliseconds()}|{user.SecurityStamp}");
        return (Prefix + WebEncoders.Base64UrlEncode(_protector.Protect(Encoding.UTF8.GetBytes(text))), until);
    }

    /// <summary>Sets the password of the person of a link, and logs them out everywhere; false: the link is not good.</summary>
    public async Task<bool> UseAsync(string secret, string password, CancellationToken ct)
    {
        if (Read(secret) is not [var id, var until, var mark]
            || long.Parse(until, CultureInfo.InvariantCulture) <= time.GetUtcNow().ToUnixTimeMilliseconds()
            || await users.FindByIdAsync(id) is not { } user || mark != (user.SecurityStamp ?? ""))
        {
            return false;
        }

        await changes.MakeOfPersonAsync(user.Id, async change =>
        {
            if (user.PasswordHash is not null)
            {
                NewPeople.Must(await users.RemovePasswordAsync(user));
            }

            NewPeople.Must(await users.AddPasswordAsync(user, password));
            await tries.ForgetAsync(user.Id, ct);
            await sessions.EndOthersAsync(user.Id, kept: null, ct);
            change.Note("passwordReset", "person", (user.Id, user.Name), before: null, after: null);
            return user;
        }, ct);
        return true;
    }

    private string[]? Read(string secret)
    {
        try
        {
            return secret.StartsWith(Prefix, StringComparison.Ordinal) ? Encoding.UTF8.GetString(_protector.Unprotect(WebEncoders.Base64UrlDecode(secret[Prefix.Length..]))).Split('|') : null;
        }
        catch (Exception wrong) when (wrong is FormatException || (wrong is CryptographicException && !ProblemAnswers.IsAway(wrong)))
        {
            return null;
        }
    }
}
