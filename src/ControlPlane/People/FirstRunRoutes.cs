using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/setup</c></summary>
internal static class FirstRunRoutes
{
    public static void MapFirstRun(this RouteGroupBuilder api)
    {
        var setup = api.MapGroup("/setup").WithTags("Set-up");

        // Open: there is nobody yet who could log in; the token of the server's start says who may.
        setup.MapGet("/", GetAsync).IsOpen().WithName("getSetup").WithSummary("Whether the first person must still be made.");
        setup.MapPost("/", RunAsync).IsOpen().WithName("runSetup").WithSummary("Makes the first person and the first workspace, and logs in.");
    }

    private static async Task<Ok<FirstRunView>> GetAsync(ControlContext db, CancellationToken ct) => TypedResults.Ok(new FirstRunView(await FirstRun.IsNeededAsync(db, ct)));

    private static async Task<Created<LogInView>> RunAsync(
        FirstRunInput input, HttpContext context, FirstRun first, LogInLimits limits, ControlContext db, Founding founding, CancellationToken ct)
    {
        limits.Take(context, email: null);
        return await first.RunAsync(input.Token, db, () => founding.FirstAsync(context, input, ct), ct);
    }
}
