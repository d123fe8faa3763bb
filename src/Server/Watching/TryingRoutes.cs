using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Pintle.ControlPlane.Access;
using Pintle.Lanes.Processing;
using Pintle.Server.Admin;
using Pintle.Server.Transformations;
using Pintle.UserCode;
using Pintle.UserCode.Code;

namespace Pintle.Server.Watching;

/// <summary>Real events to try user code on, without what people don't see, and versions compared on them.</summary>
internal static class TryingRoutes
{
    private const int UsualEvents = 20;
    private const int MostEvents = 100;
    private const int MostPayload = 64 << 10;
    private const int MostTold = 50;

    public static void MapTrying(this RouteGroupBuilder watching, WatchSetup setup)
    {
        watching.MapGet("/events/newest", async (string workspaceId, string? source, int? limit, CancellationToken ct) => TypedResults.Ok(new NewestEventsView(
                [.. (await setup.Plane.Router.NewestEventsAsync(source, Math.Clamp(limit ?? UsualEvents, 1, MostEvents), ct)).Select(e => Shown(e, setup.Redaction)).OfType<NewestEvent>()])))
            .Needs(Role.Viewer).WithName("listNewestEvents").WithSummary("The newest events that are in the log, as destinations see them, without what live.redact hides. Events that are too large are left out.");
        watching.MapPost("/transformations/{id}/compare", (string workspaceId, string id, CompareInput input, CancellationToken ct) => CompareAsync(id, input, setup, ct))
            .Needs(Role.Editor).Produces<CompareView>().WithName("compareVersions").WithSummary(
                "Runs two versions, or a version and a draft, on events of the log and tells what would change. Nothing is delivered. The transformation must be in use: events are taken as its destination gets them.");
    }

    private static async Task<IResult> CompareAsync(string id, CompareInput input, WatchSetup setup, CancellationToken ct)
    {
        if (input.Problem() is { } problem)
        {
            return Refused(problem, StatusCodes.Status422UnprocessableEntity);
        }

        if (TransformationRoutes.Find(setup.Workspace.Require(), id, input.Destination) is not { } found)
        {
            return Refused("No destination that receives events has this transformation, so there are no events to compare on. Give it to a destination and publish it first.", StatusCodes.Status409Conflict);
        }

        var replay = new VersionReplay(setup.Plane.Router, setup.Code, found.Destination, found.Transformation)
        {
            Former = input.Before, Language = input.Language, MostTold = MostTold, MostEvents = input.Limit,
        };
        var since = setup.Time.GetUtcNow().AddHours(-input.Hours);
        var differences = new List<ToldDifference>();
        try
        {
            await foreach (var difference in replay.RunAsync(since, input.After, input.Code, ct))
            {
                differences.Add(difference with { Changes = [.. difference.Changes.Select(c => RedactedChange.Of(c, setup.Redaction))] });
            }
        }
        catch (Exception stopped) when (stopped is CodeMissingException or UserCodeSuspendedException)
        {
            return Refused(stopped.Message, StatusCodes.Status409Conflict);
        }

        var counts = replay.Summary.Counts;
        return TypedResults.Ok(new CompareView(
            found.Destination.Id, since, replay.Summary.Events, replay.Summary.IsCut,
            new CompareCounts(counts["unchanged"], counts["outputs"], counts["leftOut"], counts["letIn"], counts["fails"], counts["mended"], counts["error"]), differences));
    }

    private static ProblemHttpResult Refused(string why, int status) => TypedResults.Problem(why, statusCode: status);

    // One of which a part is missing would be another event to the code.
    private static NewestEvent? Shown(ProcessedEvent e, PayloadRedaction redaction) =>
        redaction.Apply(JsonMarshal.GetRawUtf8Value(e.Message).ToArray(), MostPayload) is { IsCut: false } applied
            ? new NewestEvent(e.Header.SourceId, e.Header.Type, e.Header.Name, e.Header.ReceivedAt, applied.Shown)
            : null;
}
