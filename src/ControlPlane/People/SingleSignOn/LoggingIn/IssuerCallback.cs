using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary><c>/api/v1/log-in/callback</c>: issuers send people back here. The answer leads to the page that they wanted, or to the log-in page with a problem.</summary>
internal static partial class IssuerCallback
{
    private const string Api = "/api/v1";
    private const string Path = "/log-in/callback";

    /// <summary>Where issuers send people back to. It is registered with them.</summary>
    public static string RedirectUri(ControlPlaneOptions options, HttpRequest request) => PublicAddress.Of(options, request) + Api + Path;

    public static void MapIssuerCallback(this IEndpointRouteBuilder routes) =>

        // Open: it is how one logs in. The state and the browser's mark say who it is, see IssuerVisits.
        routes.MapGet(Path, ReturnAsync).IsOpen().Produces(StatusCodes.Status302Found).WithTags("Session").WithName("logInCallback")
            .WithSummary($"Ends a log-in by single sign-on. Leads to returnTo, or to /log-in with problem={LogInProblem.List}.");

    /// <summary>The log-in page with a problem, from which one goes on to where one wanted.</summary>
    public static string Page(string problem, string returnTo)
    {
        var page = QueryHelpers.AddQueryString("/log-in", "problem", problem);
        return returnTo == "/" ? page : QueryHelpers.AddQueryString(page, "next", returnTo);
    }

    private static async Task<RedirectHttpResult> ReturnAsync(
        string? state, string? code, string? error, string? iss, HttpContext context, IssuerVisits visits, IssuerReturn back, ILogger<IssuerReturn> log, CancellationToken ct)
    {
        // The address has the code in it: it is told to nobody.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await visits.ClaimAsync(context, state ?? "", ct) is not { } visit)
        {
            return TypedResults.Redirect(Page(LogInProblem.Expired, "/"));
        }

        try
        {
            await back.FinishAsync(context, visit, (code, error, iss), ct);
            return TypedResults.Redirect(visit.ReturnTo);
        }
        catch (Exception wrong) when (ProblemOf(wrong) is { } problem)
        {
            LogRefused(log, visit.WorkspaceId, visit.IssuerId, problem, wrong.Message);
            return TypedResults.Redirect(Page(problem, visit.ReturnTo));
        }
    }

    // Also what else can't be done: somebody else made the same person, or took the workspace away, at the same moment.
    private static string? ProblemOf(Exception wrong) => wrong switch
    {
        LogInRefusedException refused => refused.Problem,
        IssuerException issuer => issuer.IsAway ? LogInProblem.Away : LogInProblem.Refused,
        ApiException or DbUpdateException when !ProblemAnswers.IsAway(wrong) => LogInProblem.Refused,
        _ => null,
    };

    [LoggerMessage(8081, LogLevel.Warning, "Somebody could not log in to the workspace {Workspace} through the issuer {Issuer} ({Problem}): {Reason}")]
    private static partial void LogRefused(ILogger log, string workspace, string issuer, string problem, string reason);
}
