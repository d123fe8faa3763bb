using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/session</c>: the browser's own.</summary>
internal static class LogInRoutes
{
    public static void MapLogIn(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session");

        // Open: it is how one logs in.
        session.MapPost("/", LogInAsync).IsOpen().ProducesProblem(StatusCodes.Status401Unauthorized).WithName("logIn").WithSummary("Logs in. 401 with needsCode: the password is right, and a code of the second factor is needed.");
        session.MapGet("/", GetAsync).NeedsPerson().WithName("getSession").WithSummary("Who is logged in, and their workspaces.");
        session.MapDelete("/", LogOutAsync).NeedsPerson().WithName("logOut").WithSummary("Logs out.");
    }

    private static async Task<Results<Ok<LogInView>, ProblemHttpResult>> LogInAsync(
        LogInInput input, HttpContext context, LogInLimits limits, LogInCheck check, BrowserSessions sessions, ControlContext db, CancellationToken ct)
    {
        limits.Take(context, input.Email.Trim());
        var (user, needed) = await check.FindAsync(input, context, ct);
        if (needed is not null)
        {
            return TypedResults.Problem(needed, statusCode: StatusCodes.Status401Unauthorized, extensions: [new("needsCode", true)]);
        }

        await sessions.BeginAsync(context, user, ct);
        return TypedResults.Ok(await LogInView.OfAsync(user, new Actor(user.Id, user.Email!), db, ct));
    }

    private static async Task<Ok<LogInView>> GetAsync(HttpContext context, ControlContext db, CancellationToken ct)
    {
        var actor = Actor.Of(context);
        return TypedResults.Ok(await LogInView.OfAsync(await db.Users.AsNoTracking().SingleAsync(u => u.Id == actor.UserId, ct), actor, db, ct));
    }

    private static async Task<NoContent> LogOutAsync(HttpContext context, BrowserSessions sessions, CancellationToken ct)
    {
        var actor = PasswordCheck.ByBrowser(context);
        await sessions.EndAsync(actor.UserId, actor.SessionId!, ct);
        SessionCookie.Take(context);
        return TypedResults.NoContent();
    }
}
