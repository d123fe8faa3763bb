using Pintle.ControlPlane.Access;
using Pintle.Router.Replay;
using Pintle.Server.Admin;
using Pintle.Store.DeadLetters;
using Pintle.UserCode.Code;

namespace Pintle.Server.Watching;

/// <summary>Delivers events again: dead letters, or what the log has.</summary>
internal static class ReplayRoutes
{
    public static void MapReplays(this RouteGroupBuilder routes, WatchSetup setup, bool named)
    {
        routes.MapPost("/deadletters/replay", async ([AsParameters] LetterFilter filter, string? transformationVersion, LetterChoice? choice, HttpContext context, CancellationToken ct) =>
                JobAnswer.Of(await StartAsync(filter, transformationVersion, choice, setup, ct), context))
            .Produces<JobStarted>(StatusCodes.Status202Accepted).Offered(
                named, Role.Editor, "replayDeadLetters",
                "Begins a job that tries a destination's dead letters again: all, those of a reason or a time, or those chosen in the body; with transformationVersion through that version of its transformation.");
        routes.MapPost("/replay", async ([AsParameters] ReplayQuery query, HttpContext context, CancellationToken ct) => JobAnswer.Of(
                await CodeProblemAsync(query.TransformationVersion, setup, ct) ?? await setup.Plane.Router.Replays!.StartAsync(query.ToRequest(setup.Workspace.Require()), ct), context))
            .Produces<JobStarted>(StatusCodes.Status202Accepted).Offered(named, Role.Editor, "replayLog", "Begins a job that sends events of the log to a destination again; with transformationVersion through that version of its transformation.");
    }

    private static async Task<ReplayStart> StartAsync(LetterFilter filter, string? version, LetterChoice? choice, WatchSetup setup, CancellationToken ct)
    {
        if (await CodeProblemAsync(version, setup, ct) is { } problem)
        {
            return problem;
        }

        var request = new LettersRequest(filter.ToFilter()) { TransformationVersion = version };
        return choice is null ? await setup.Plane.Router.Replays!.StartAsync(request)
            : filter is { Reason: null, From: null, To: null } ? await StartAsync(request, choice, setup, ct)
            : new ReplayStart(null, Problem: "Choose letters in the body, or name a reason or a time; not both.");
    }

    private static async Task<ReplayStart> StartAsync(LettersRequest request, LetterChoice choice, WatchSetup setup, CancellationToken ct)
    {
        var (places, problem) = choice.Read();
        if (problem is not null)
        {
            return new ReplayStart(null, Problem: problem);
        }

        var found = await setup.Plane.Store.DeadLetters.FindAsync(places, ct);
        var destinations = found.Select(l => l.Letter.DestinationId).Distinct().ToList();
        return destinations switch
        {
            [] => new ReplayStart(null, Problem: "letters: none of them is there any more."),
            [var one] when request.Filter.DestinationId is null || request.Filter.DestinationId == one => await setup.Plane.Router.Replays!.StartAsync(
                request with { Filter = new DeadLetterFilter(one), Letters = [.. found.Select(l => l.Ref)] }),
            _ => new ReplayStart(null, Problem: "letters: choose letters of one destination; a job is of one."),
        };
    }

    // Said now: the job would only wait.
    private static async Task<ReplayStart?> CodeProblemAsync(string? version, WatchSetup setup, CancellationToken ct)
    {
        try
        {
            if (version is not null)
            {
                await setup.Code.LoadAsync(version, setup.Workspace.Require(), ct);
            }

            return null;
        }
        catch (CodeMissingException missing)
        {
            return new ReplayStart(null, Problem: $"transformationVersion: {missing.Message}.");
        }
    }
}
