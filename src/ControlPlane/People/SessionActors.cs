using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>Sessions of browsers, by their cookie.</summary>
internal sealed class SessionActors(ControlContext db, TimeProvider time) : IActorSource
{
    // More exact it would be a write for each request.
    private static readonly TimeSpan SeenGrain = TimeSpan.FromMinutes(1);

    public async Task<Actor?> FindAsync(HttpContext context, CancellationToken ct)
    {
        if (SessionCookie.Read(context.Request) is not { Length: > 0 } value)
        {
            return null;
        }

        var (id, now) = (Ids.HashOf(value), time.GetUtcNow());
        var found = await (from session in db.Sessions.AsNoTracking()
                           join user in db.Users on session.UserId equals user.Id
                           where session.Id == id
                           select new { session.UserId, user.Email, session.Issuer, session.LastSeenAt, session.ExpiresAt }).FirstOrDefaultAsync(ct);
        if (found is null || found.ExpiresAt <= now || found.LastSeenAt + BrowserSessions.Idle <= now)
        {
            return null;
        }

        if (!IsOfOwnPage(context.Request))
        {
            throw ApiException.Forbidden("The request was made by a page of another site. Do it from Pintle's own pages, or with a token.");
        }

        if (now - found.LastSeenAt >= SeenGrain)
        {
            await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), ct);
        }

        return new Actor(found.UserId, found.Email!) { SessionId = id, Issuer = found.Issuer };
    }

    // Browsers send cookies by themselves; what they say of the page that asks can't be set by the page. Programs say nothing of it.
    private static bool IsOfOwnPage(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site)
        {
            return site.ToString() is "same-origin" or "none";
        }

        return request.Headers.Origin is not { Count: > 0 } origin || origin.ToString().Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
