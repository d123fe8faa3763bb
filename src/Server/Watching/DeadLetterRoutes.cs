using Pintle.ControlPlane.Access;
using Pintle.Store.DeadLetters;

namespace Pintle.Server.Watching;

/// <summary>Events that ended in failure: grouped, looked at, dropped.</summary>
internal static class DeadLetterRoutes
{
    private const int Usual = 50;
    private const int Most = 500;
    private const int MostSamples = 5;
    private const int MostGroupsWithSamples = 50;

    public static void MapDeadLetters(this RouteGroupBuilder routes, WatchSetup setup, bool named)
    {
        var letters = setup.Plane.Store.DeadLetters;
        routes.MapGet("/deadletters/groups", async ([AsParameters] LetterFilter filter, int? samples, CancellationToken ct) =>
                TypedResults.Ok(await GroupsAsync(filter.ToFilter(), Math.Clamp(samples ?? 0, 0, MostSamples), setup, ct)))
            .Offered(named, Role.Viewer, "listDeadLetterGroups", "Dead letters counted by destination and reason; with samples=1…5 the newest of each.");
        routes.MapGet("/deadletters", async Task<IResult> ([AsParameters] LetterFilter filter, string? after, int? limit, CancellationToken ct) =>
        {
            try
            {
                var page = await letters.PageAsync(filter.ToFilter() with { NewestFirst = true }, after, Math.Clamp(limit ?? Usual, 1, Most), ct);
                return TypedResults.Ok(new LetterPage([.. page.Letters.Select(l => LetterView.Of(l, setup.Redaction))], page.Next));
            }
            catch (FormatException)
            {
                return TypedResults.Problem($"\"{after}\" is not where an answer ended.", statusCode: StatusCodes.Status400BadRequest);
            }
        }).Produces<LetterPage>().Offered(named, Role.Viewer, "listDeadLetters", "Dead letters with the event, the request and the answer, newest first.");
        routes.MapGet("/deadletters/{id}", async Task<IResult> (string id, CancellationToken ct) =>
                LetterView.PlaceOf(id) is { } place && await letters.FindAsync([place], ct) is [var letter]
                    ? TypedResults.Ok(LetterView.Of(letter, setup.Redaction))
                    : TypedResults.Problem($"There is no dead letter {id}: it may have been replayed or dropped.", statusCode: StatusCodes.Status404NotFound))
            .Produces<LetterView>().Offered(named, Role.Viewer, "getDeadLetter", "A dead letter with the event, the request and the answer.");
        routes.MapPost("/deadletters/drop", async Task<IResult> (LetterChoice choice, CancellationToken ct) => choice.Read() switch
        {
            { Problem: { } problem } => TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest),
            var (places, _) => TypedResults.Ok(new LettersDropped(await letters.DropAsync(places, ct))),
        }).Produces<LettersDropped>().Offered(named, Role.Editor, "dropChosenDeadLetters", "Drops chosen dead letters for good.");
        routes.MapDelete("/deadletters", async Task<IResult> ([AsParameters] LetterFilter filter, bool? all, CancellationToken ct) =>
                filter == new LetterFilter(null, null, null, null) && all != true
                    ? TypedResults.Problem("Name a destination or a reason, or say --all (over the API: all=true).", statusCode: StatusCodes.Status400BadRequest)
                    : TypedResults.Ok(new LettersDropped(await letters.DropAsync(filter.ToFilter(), ct))))
            .Produces<LettersDropped>().Offered(named, Role.Editor, "dropDeadLetters", "Drops dead letters for good.");
    }

    private static async Task<List<GroupView>> GroupsAsync(DeadLetterFilter filter, int samples, WatchSetup setup, CancellationToken ct)
    {
        var groups = (await setup.Plane.Store.DeadLetters.GroupsAsync(filter, ct)).Select(g => new GroupView(g.DestinationId, g.Reason, g.Count, g.First, g.Last)).ToList();
        for (var i = 0; i < groups.Count && i < MostGroupsWithSamples && samples > 0; i++)
        {
            var newest = filter with { DestinationId = groups[i].DestinationId, Reason = groups[i].Reason, NewestFirst = true };
            var page = await setup.Plane.Store.DeadLetters.PageAsync(newest, null, samples, ct);
            groups[i] = groups[i] with { Samples = [.. page.Letters.Select(l => LetterSample.Of(LetterView.Of(l, setup.Redaction)))] };
        }

        return groups;
    }
}
