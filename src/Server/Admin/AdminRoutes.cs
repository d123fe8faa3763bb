using System.Security.Cryptography;
using System.Text;
using Pintle.Server.Hosting;
using Pintle.Store;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Workspace;

namespace Pintle.Server.Admin;

/// <summary>What the command line asks of a running server. Every route needs the admin token.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder routes, DataPlane plane, WorkspaceHolder workspace, PipelineCode code, string token, TimeProvider time)
    {
        var admin = routes.MapGroup("/admin");
        admin.AddEndpointFilter(async (context, next) => IsAllowed(context.HttpContext.Request, token)
            ? await next(context)
            : TypedResults.Problem("The admin token is missing or wrong.", statusCode: StatusCodes.Status401Unauthorized));
        admin.AddEndpointFilter(async (context, next) =>
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
        admin.MapGet("/status", async (CancellationToken ct) => TypedResults.Ok(new
        {
            revision = workspace.Current?.Revision,
            destinations = await plane.Router.StatusAsync(ct),
            store = await Task.WhenAll(Enumerable.Range(0, plane.Store.ShardCount).Select(s => plane.Store.StatusAsync(s, ct))),
        }));
        admin.MapGet("/counters", async (DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct) => TypedResults.Ok(
            await plane.Store.Outcomes.CountersAsync(
                CounterGrain.Minute, from ?? time.GetUtcNow().AddHours(-48), to ?? time.GetUtcNow().AddMinutes(1), ct)));
        admin.MapGet("/deadletters/groups", async ([AsParameters] LetterFilter filter, CancellationToken ct) =>
            TypedResults.Ok(await plane.Store.DeadLetters.GroupsAsync(filter.ToFilter(), ct)));
        admin.MapGet("/deadletters", async Task<IResult> ([AsParameters] LetterFilter filter, string? after, int? limit, CancellationToken ct) =>
        {
            try
            {
                var page = await plane.Store.DeadLetters.PageAsync(filter.ToFilter(), after, limit ?? 50, ct);
                return TypedResults.Ok(new { letters = page.Letters.Select(LetterView.Of), next = page.Next });
            }
            catch (FormatException)
            {
                return TypedResults.Problem($"\"{after}\" is not where an answer ended.", statusCode: StatusCodes.Status400BadRequest);
            }
        });
        admin.MapPost("/deadletters/replay", async ([AsParameters] LetterFilter filter) => JobAnswer.Of(await plane.Router.Replays!.StartAsync(filter.ToFilter())));
        admin.MapPost("/replay", async ([AsParameters] ReplayQuery query, CancellationToken ct) =>
            JobAnswer.Of(await plane.Router.Replays!.StartAsync(query.ToRequest(workspace.Require()), ct)));
        admin.MapGet("/jobs", async (CancellationToken ct) => TypedResults.Ok((await plane.Router.Replays!.ListAsync(ct)).Select(JobAnswer.Of)));
        admin.MapGet("/jobs/{id:guid}", async Task<IResult> (Guid id, CancellationToken ct) =>
            (await plane.Router.Replays!.ListAsync(ct)).FirstOrDefault(j => j.Id == id) is { } job ? TypedResults.Ok(JobAnswer.Of(job)) : JobAnswer.Unknown);
        admin.MapDelete("/jobs/{id:guid}", async Task<IResult> (Guid id, CancellationToken ct) => await plane.Router.Replays!.CancelAsync(id)
            ? TypedResults.Ok(new { cancelled = true })
            : JobAnswer.NotRunning((await plane.Router.Replays.ListAsync(ct)).FirstOrDefault(j => j.Id == id)));
        admin.MapDelete("/deadletters", async Task<IResult> ([AsParameters] LetterFilter filter, bool? all, CancellationToken ct) =>
            filter == new LetterFilter(null, null, null, null) && all != true
                ? TypedResults.Problem("Name a destination or a reason, or say --all.", statusCode: StatusCodes.Status400BadRequest)
                : TypedResults.Ok(new { dropped = await plane.Store.DeadLetters.DropAsync(filter.ToFilter(), ct) }));
        admin.MapEvents(plane, workspace, time);
        admin.MapTransformations(plane, workspace, code, time);
    }

    private static bool IsAllowed(HttpRequest request, string token) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(request.Headers.Authorization.ToString()), Encoding.ASCII.GetBytes($"Bearer {token}"));
}

/// <summary>Query parameters that choose dead letters.</summary>
internal sealed record LetterFilter(string? Destination, string? Reason, DateTimeOffset? From, DateTimeOffset? To)
{
    public DeadLetterFilter ToFilter() => new(Destination, Reason, From, To);
}

/// <summary>A dead letter as people see it.</summary>
internal sealed record LetterView(
    string Id, string Destination, string Source, string Reason, string Message, int Status, int Attempts, DateTimeOffset ReceivedAt,
    DateTimeOffset FailedAt, string MessageId, string Type, string Name, string Event, string Request)
{
    public static string IdOf(DeadLetterRef place) => $"{place.Shard}-{place.Batch}-{place.Index}";

    public static LetterView Of(StoredDeadLetter stored)
    {
        var (place, letter) = (stored.Ref, stored.Letter);
        return new LetterView(
            IdOf(place), letter.DestinationId, letter.SourceId, letter.Reason, letter.Message, letter.StatusCode,
            letter.Attempts, letter.ReceivedAt, letter.FailedAt, letter.MessageId, letter.EventType, letter.EventName,
            Encoding.UTF8.GetString(letter.Event.Span), letter.Request);
    }
}
