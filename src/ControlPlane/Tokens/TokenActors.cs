using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Tokens;

/// <summary>
/// Personal access tokens: <c>Authorization: Bearer token</c>, or, as customers' scripts for the established product send them,
/// <c>Authorization: Basic</c> with the account's address and the token.
/// </summary>
internal sealed class TokenActors(ControlContext db, TimeProvider time) : IActorSource
{
    // The time of the last use is for people; more exact it would be a write for each request.
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    public async Task<Actor?> FindAsync(HttpContext context, CancellationToken ct)
    {
        if (Read(context.Request) is not (var email, { Length: > 0 } secret))
        {
            return null;
        }

        var (hash, now) = (Ids.HashOf(secret), time.GetUtcNow());
        var found = await (from token in db.Tokens.AsNoTracking()
                           join user in db.Users on token.UserId equals user.Id
                           where token.Hash == hash
                           select new { token, user.Email, user.LockoutEnabled }).FirstOrDefaultAsync(ct);
        if (found is null || found.token.ExpiresAt <= now || (email is not null && !email.Equals(found.Email, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (found.token.LastUsedAt is not { } last || now - last >= UseGrain)
        {
            await db.Tokens.Where(t => t.Id == found.token.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), ct);
        }

        return new Actor(found.token.UserId, found.Email!) { TokenId = found.token.Id, TokenWorkspaceId = found.token.WorkspaceId, TokenRole = found.token.Role };
    }

    private static (string? Email, string? Secret) Read(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given) || given.Parameter is not { } parameter)
        {
            return default;
        }

        if (given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return (null, parameter);
        }

        Span<byte> bytes = stackalloc byte[512];
        return given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && parameter.Length <= 600 && Convert.TryFromBase64String(parameter, bytes, out var length)
            && Encoding.UTF8.GetString(bytes[..length]).Split(':', 2) is [var email, var secret] ? (email, secret) : default;
    }
}
