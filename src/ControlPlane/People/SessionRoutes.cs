using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/sessions</c>: all of a person.</summary>
internal static class SessionRoutes
{
    private const int Most = 200;

    public static void MapSessions(this RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Session");
        sessions.MapGet("/", ListAsync).NeedsPerson().WithName("listSessions").WithSummary("Where one is logged in, the last used first.");
        sessions.MapDelete("/", EndOthersAsync).NeedsPerson().WithName("endOtherSessions").WithSummary("Logs out everywhere but here.");
        sessions.MapDelete("/{id}", EndAsync).NeedsPerson().WithName("endSession").WithSummary("Logs out there.");
    }

    private static async Task<Ok<Page<SessionView>>> ListAsync(HttpContext context, BrowserSessions sessions, CancellationToken ct)
    {
        var actor = PasswordCheck.ByBrowser(context);
        var all = await sessions.Living(actor.UserId).OrderByDescending(s => s.LastSeenAt).Take(Most).AsNoTracking().ToListAsync(ct);
        return TypedResults.Ok(new Page<SessionView>([.. all.Select(s => SessionView.Of(s, actor))], Next: null));
    }

    private static async Task<NoContent> EndOthersAsync(HttpContext context, BrowserSessions sessions, CancellationToken ct)
    {
        var actor = PasswordCheck.ByBrowser(context);
        await sessions.EndOthersAsync(actor.UserId, actor.SessionId!, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAsync(string id, HttpContext context, BrowserSessions sessions, CancellationToken ct) =>
        await sessions.EndAsync(PasswordCheck.ByBrowser(context).UserId, id, ct) ? TypedResults.NoContent() : throw ApiException.NotFound("session", id);
}

/// <summary>A log-in as its person sees it.</summary>
/// <param name="Id">Not what the cookie holds: nobody can log in with it.</param>
/// <param name="Current">It is the one that asks.</param>
internal sealed record SessionView(string Id, bool Current, string Address, string UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt)
{
    public static SessionView Of(StoredSession session, Actor actor) => new(
        session.Id, session.Id == actor.SessionId, session.Address, session.UserAgent, session.CreatedAt, session.LastSeenAt, session.ExpiresAt);
}
