using Pintle.ControlPlane.Access;
using Pintle.Server.Admin;
using Pintle.Store;
using Pintle.Store.Outcomes;
using Pintle.Workspace;

namespace Pintle.Server.Watching;

/// <summary>
/// What the data plane in the box is doing. The routes have two homes: <c>/admin</c>, for commands on this machine with the admin token, and
/// <c>/api/v1/workspaces/{workspaceId}</c>, for people, with a role for each.
/// </summary>
internal static class WatchRoutes
{
    private static readonly TimeSpan FirstMoment = TimeSpan.FromSeconds(1);

    /// <summary>Maps them for people. They are of the workspace that the data plane in the box serves.</summary>
    public static void MapWatchingOf(this RouteGroupBuilder api, WatchSetup setup)
    {
        var (workspace, time) = (setup.Workspace, setup.Time);
        var watching = api.MapGroup("").WithTags("Watching");
        watching.AddEndpointFilter(async (context, next) => await IsServedAsync((string)context.HttpContext.GetRouteValue("workspaceId")!, workspace, time, context.HttpContext.RequestAborted)
            ? await next(context)
            : TypedResults.Problem("The data plane of this server serves another workspace. Ask the server that serves this one.", statusCode: StatusCodes.Status409Conflict));
        watching.MapWatching(setup, named: true);
        watching.MapTrying(setup);
        watching.MapGet("/live", ([AsParameters] TailFilter query, bool? payload, CancellationToken ct) => LiveEvents.Of(query, payload == true, setup, ct))
            .Produces<LiveView[]>(StatusCodes.Status200OK, "text/event-stream").Needs(Role.Viewer).WithName("watchEvents").WithSummary(
                "What happens to events now, as server-sent events: steps (all of a fifth of a second), sampled (so many were left out, for there are more than 200 a second), missed, and beat every 15 s. With payload=true each with its event, at most 50 a second, without what live.redact hides.");
    }

    // The first workspace of an installation is in force a moment after it has been made.
    private static async Task<bool> IsServedAsync(string workspaceId, WorkspaceHolder workspace, TimeProvider time, CancellationToken ct)
    {
        if (workspace.Require() is { WorkspaceId: "" } none)
        {
            await ((Task)workspace.NextAsync(none.Revision, ct)).WaitAsync(FirstMoment, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return workspace.Require().WorkspaceId == workspaceId;
    }

    /// <param name="named">They are in the OpenAPI document.</param>
    public static void MapWatching(this RouteGroupBuilder routes, WatchSetup setup, bool named = false)
    {
        var (plane, workspace, time) = (setup.Plane, setup.Workspace, setup.Time);
        routes.AddEndpointFilter(static async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (StoreUnavailableException away)
            {
                return TypedResults.Problem($"The store is away: {away.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
        routes.MapGet("/status", async (CancellationToken ct) => TypedResults.Ok(new StatusView(
            workspace.Current?.Revision,
            await plane.Router.StatusAsync(ct),
            await Task.WhenAll(Enumerable.Range(0, plane.Store.ShardCount).Select(s => plane.Store.StatusAsync(s, ct)))))).Offered(named, Role.Viewer, "getStatus", "Where every destination and the store stand.");
        routes.MapGet("/counters", ([AsParameters] CounterQuery query, CancellationToken ct) => query.AnswerAsync(plane.Store.Outcomes, time, ct))
            .Produces<IReadOnlyList<CounterRow>>().Offered(named, Role.Viewer, "listCounters", "How many events had which outcome, per minute, hour or day.");
        routes.MapCounterSums(setup, named);
        routes.MapLatency(plane, named);
        routes.MapFailing(setup, named);
        routes.MapDeadLetters(setup, named);
        routes.MapReplays(setup, named);
        routes.MapJobs(plane, named);
        routes.MapEvents(plane, workspace, time, named);
    }

    /// <summary>Who may use a route, and its name in the OpenAPI document, where people have it.</summary>
    public static RouteHandlerBuilder Offered(this RouteHandlerBuilder route, bool named, Role role, string name, string summary) =>
        named ? route.Needs(role).WithName(name).WithSummary(summary) : route;
}
