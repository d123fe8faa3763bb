using Pintle.ControlPlane.Access;
using Pintle.Server.Admin;
using Pintle.Server.Hosting;

namespace Pintle.Server.Watching;

/// <summary>Events that ended in failure: grouped, looked at, tried again, dropped.</summary>
internal static class DeadLetterRoutes
{
    private const int Usual = 50;
    private const int Most = 500;

    public static void MapDeadLetters(this RouteGroupBuilder routes, DataPlane plane, bool named)
    {
        var letters = plane.Store.DeadLetters;
        routes.MapGet("/deadletters/groups", async ([AsParameters] LetterFilter filter, CancellationToken ct) => TypedResults.Ok(await letters.GroupsAsync(filter.ToFilter(), ct)))
            .Offered(named, Role.Viewer, "listDeadLetterGroups", "Dead letters counted by destination and reason.");
        routes.MapGet("/deadletters", async Task<IResult> ([AsParameters] LetterFilter filter, string? after, int? limit, CancellationToken ct) =>
        {
            try
            {
                var page = await letters.PageAsync(filter.ToFilter(), after, Math.Clamp(limit ?? Usual, 1, Most), ct);
                return TypedResults.Ok(new { letters = page.Letters.Select(LetterView.Of), next = page.Next });
            }
            catch (FormatException)
            {
                return TypedResults.Problem($"\"{after}\" is not where an answer ended.", statusCode: StatusCodes.Status400BadRequest);
            }
        }).Offered(named, Role.Viewer, "listDeadLetters", "Dead letters with the event, the request and the answer, newest first.");
        routes.MapPost("/deadletters/replay", async ([AsParameters] LetterFilter filter, HttpContext context) => JobAnswer.Of(await plane.Router.Replays!.StartAsync(filter.ToFilter()), context))
            .Offered(named, Role.Editor, "replayDeadLetters", "Begins a job that tries dead letters again.");
        routes.MapDelete("/deadletters", async Task<IResult> ([AsParameters] LetterFilter filter, bool? all, CancellationToken ct) =>
            filter == new LetterFilter(null, null, null, null) && all != true
                ? TypedResults.Problem("Name a destination or a reason, or say --all (over the API: all=true).", statusCode: StatusCodes.Status400BadRequest)
                : TypedResults.Ok(new { dropped = await letters.DropAsync(filter.ToFilter(), ct) }))
            .Offered(named, Role.Editor, "dropDeadLetters", "Drops dead letters for good.");
    }
}
