using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.ControlPlane.Access;
using Pintle.Events;
using Pintle.Insight.Finding;
using Pintle.Server.Hosting;
using Pintle.Server.Watching;
using Pintle.Workspace;

namespace Pintle.Server.Admin;

/// <summary>Where events are and what happens to them, a JSON object a line.</summary>
internal static class EventRoutes
{
    private const int MostEvents = 1_000;
    private const int MostSteps = 2_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void MapEvents(this IEndpointRouteBuilder routes, DataPlane plane, WorkspaceHolder workspace, TimeProvider time, bool named)
    {
        routes.MapGet("/events", ([AsParameters] FindQuery query, HttpContext context) => FindAsync(query, context, plane, workspace.Require(), time))
            .Produces<EventHistory>(StatusCodes.Status200OK, "application/x-ndjson").Offered(named, Role.Viewer, "findEvents", "Events of a user or with a message id, and what became of each, a JSON object a line.");
        routes.MapGet("/events/tail", ([AsParameters] TailFilter filter, HttpContext context) => TailAsync(filter, context, plane, workspace.Require()))
            .Produces<LiveStep>(StatusCodes.Status200OK, "application/x-ndjson").Offered(named, Role.Viewer, "tailEvents", "What happens to events now, a JSON object a line.");
    }

    private static async Task FindAsync(FindQuery asked, HttpContext context, DataPlane plane, WorkspaceSnapshot workspace, TimeProvider time)
    {
        if (asked.Problem(workspace) is { } problem)
        {
            await TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        var began = Stopwatch.GetTimestamp();
        var ct = context.RequestAborted;
        var limit = Math.Clamp(asked.Limit ?? 100, 1, MostEvents);
        var search = new EventSearch(plane.Store, asked.ToHeaderQuery(workspace, time.GetUtcNow()));
        var found = new List<FoundEvent>(limit);
        var hasMore = false;
        await foreach (var e in search.FindAsync(asked.After is { } after ? SearchPlace.Parse(after) : null, ct))
        {
            if (hasMore = found.Count == limit)
            {
                break;
            }

            found.Add(e);
        }

        context.Response.ContentType = "application/x-ndjson";
        foreach (var view in await new EventHistories(plane, workspace).TellAsync(found, ct))
        {
            await WriteLineAsync(context, view);
        }

        await WriteLineAsync(context, new FindEnd(
            found.Count, search.Seen, search.Damaged, hasMore ? found[^1].Place.ToString() : null, Stopwatch.GetElapsedTime(began).TotalSeconds));
    }

    private static async Task TailAsync(TailFilter asked, HttpContext context, DataPlane plane, WorkspaceSnapshot workspace)
    {
        if (asked.Problem(workspace) is { } problem)
        {
            await TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "application/x-ndjson";
        // Says that it has begun: the first step may be long in coming.
        await context.Response.Body.FlushAsync(context.RequestAborted);
        using var watch = plane.Live.Watch(asked.ToWish(workspace) with { MostPerSecond = MostSteps });
        var told = 0L;
        while (await watch.Steps.WaitToReadAsync(context.RequestAborted))
        {
            while (watch.Steps.TryRead(out var step))
            {
                await WriteLineAsync(context, step);
            }

            if (watch.Missed + watch.LeftOut is var missed && missed > told)
            {
                await WriteLineAsync(context, new { missed = missed - told });
                told = missed;
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task WriteLineAsync<T>(HttpContext context, T line)
    {
        await JsonSerializer.SerializeAsync(context.Response.Body, line, Json, context.RequestAborted);
        await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
    }
}
