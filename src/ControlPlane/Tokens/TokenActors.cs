using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

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
                           select new { token, user.Email }).FirstOrDefaultAsync(ct);
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

    private static (string? Email, string? Secret) Read(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given) && given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? (null, given.Parameter)
        : BasicCredentials.Read(request) is { } basic ? (basic.User, basic.Password)
        : default;
}
