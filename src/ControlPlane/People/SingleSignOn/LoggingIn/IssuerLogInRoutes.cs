using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Accounts.Connecting;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary><c>/api/v1/log-in/issuers</c>: the way to log in through an issuer. <see cref="IssuerCallback"/> ends it.</summary>
internal static partial class IssuerLogInRoutes
{
    private const int Most = 50;

    public static void MapIssuerLogIn(this RouteGroupBuilder api)
    {
        var issuers = api.MapGroup("/log-in/issuers").WithTags("Session");

        // Open: it is how one logs in. No more is told than the page's buttons need.
        issuers.MapGet("/", ListAsync).IsOpen().WithName("listLogInIssuers").WithSummary("The issuers that one can log in through, for the log-in page.");
        issuers.MapGet("/{id}/start", StartAsync).IsOpen().Produces(StatusCodes.Status302Found).WithName("startLogIn")
            .WithSummary("Begins to log in through an issuer: leads the browser to its page, and from there to returnTo, a path of this server.");
        api.MapIssuerCallback();
    }

    private static async Task<Ok<LogInIssuers>> ListAsync(ControlContext db, CancellationToken ct) => TypedResults.Ok(new LogInIssuers(
        await db.Issuers.Where(i => i.IsEnabled).OrderBy(i => i.Name).ThenBy(i => i.Id).Take(Most).Select(i => new LogInIssuer(i.Id, i.Name)).ToListAsync(ct)));

    private static async Task<RedirectHttpResult> StartAsync(
        string id, string? returnTo, HttpContext context, ControlContext db, ControlPlaneOptions options, LogInLimits limits, IssuerVisits visits, ILogger<IssuerVisits> log, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var page = returnTo is null || ReturnPath.Problems(returnTo).Any() ? "/" : returnTo;
        try
        {
            limits.Take(context, email: null);
        }
        catch (ApiException)
        {
            return TypedResults.Redirect(IssuerCallback.Page(LogInProblem.Busy, page));
        }

        if (await db.Issuers.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.IsEnabled, ct) is not { } issuer)
        {
            return TypedResults.Redirect(IssuerCallback.Page(LogInProblem.Gone, page));
        }

        try
        {
            return TypedResults.Redirect(await visits.BeginAsync(context, issuer, IssuerCallback.RedirectUri(options, context.Request), page, ct));
        }
        catch (IssuerException wrong)
        {
            LogAway(log, issuer.Id, wrong.Message);
            return TypedResults.Redirect(IssuerCallback.Page(wrong.IsAway ? LogInProblem.Away : LogInProblem.Refused, page));
        }
    }

    [LoggerMessage(8082, LogLevel.Warning, "Nobody can log in through the issuer {Issuer} now: {Reason}")]
    private static partial void LogAway(ILogger log, string issuer, string reason);
}

/// <summary>What the log-in page offers beside the password.</summary>
internal sealed record LogInIssuers(IReadOnlyList<LogInIssuer> Items);

/// <summary>An issuer as the log-in page shows it.</summary>
internal sealed record LogInIssuer(string Id, string Name);
