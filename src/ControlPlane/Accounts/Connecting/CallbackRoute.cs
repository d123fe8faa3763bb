using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Accounts.Connecting;

/// <summary><c>/api/v1/oauth/callback</c>: vendors send people back here (RFC 6749 §4.1.2). The answer leads to the page that it was begun from.</summary>
internal static class CallbackRoute
{
    public static void MapOAuthCallback(this IEndpointRouteBuilder routes) =>

        // Open: the browser sends no session with it. The state and the browser's mark say who it is, see Returning.
        routes.MapGet(VendorAddress.Callback, ReturnAsync).IsOpen().Produces(StatusCodes.Status302Found).WithTags("Accounts").WithName("oauthCallback")
            .WithSummary("Ends the connecting of an account. Leads to returnTo with account=ID, or accountProblem=denied|refused|away|expired|forbidden|gone.");

    private static async Task<RedirectHttpResult> ReturnAsync(string? state, string? code, string? error, HttpContext context, Returning returning, CancellationToken ct)
    {
        // The address has the code in it: it is told to nobody.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        var (authorisation, problem) = await returning.ClaimAsync(context, state ?? "", ct);
        if (authorisation is null)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "This was not begun in this browser, or it is over: it can be done once, within ten minutes. Go back to Pintle, and connect the account again.");
        }

        problem ??= error is not null ? error == "access_denied" ? "denied" : "refused" : string.IsNullOrEmpty(code) ? "refused" : null;
        var (account, failed) = problem is null ? await returning.FinishAsync(context, authorisation, code!, ct) : (null, problem);
        return TypedResults.Redirect(account is null ? ReturnPath.With(authorisation.ReturnTo, "accountProblem", failed!) : ReturnPath.With(authorisation.ReturnTo, "account", account));
    }
}
