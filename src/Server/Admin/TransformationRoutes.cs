using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.Server.Hosting;
using Pintle.Server.Transformations;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.Workspace;

namespace Pintle.Server.Admin;

/// <summary>Trying versions of user transformations on events of the log.</summary>
internal static class TransformationRoutes
{
    private const long UsualEvents = 100_000;
    private const int UsualTold = 20;
    private const int MostCode = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>POST /admin/transformations/{id}/replay</c>: the id of a transformation or of a destination that has one. The body, when there is one, is the code that is tried.</summary>
    public static void MapTransformations(this IEndpointRouteBuilder admin, DataPlane plane, WorkspaceHolder workspace, PipelineCode code, TimeProvider time) =>
        admin.MapPost("/transformations/{id}/replay", (string id, [AsParameters] TryQuery query, HttpContext context) => ReplayAsync(id, query, context, plane, workspace.Require(), code, time));

    private static async Task ReplayAsync(string id, TryQuery query, HttpContext context, DataPlane plane, WorkspaceSnapshot workspace, PipelineCode code, TimeProvider time)
    {
        var ct = context.RequestAborted;
        if (Find(workspace, id, query.Destination) is not { } found)
        {
            await RefuseAsync(context, $"No destination{(query.Destination is null ? "" : $" \"{query.Destination}\"")} that receives events has the transformation \"{id}\".");
            return;
        }

        if (query.Language is not (null or "javascript" or "typescript"))
        {
            await RefuseAsync(context, $"language: \"{query.Language}\" is not run; javascript and typescript are.");
            return;
        }

        var draft = await ReadDraftAsync(context.Request, ct);
        if (draft is { Length: > MostCode })
        {
            await RefuseAsync(context, $"The code has more than {MostCode} characters.");
            return;
        }

        var replay = new VersionReplay(plane.Router, code, found.Destination, found.Transformation)
        {
            Language = query.Language, MostTold = Math.Clamp(query.Show ?? UsualTold, 0, 1_000), MostEvents = Math.Clamp(query.Limit ?? UsualEvents, 1, 10_000_000),
        };
        var since = query.Since ?? time.GetUtcNow().AddHours(-24);
        context.Response.ContentType = "application/x-ndjson";
        try
        {
            await foreach (var difference in replay.RunAsync(since, query.Version, draft, ct))
            {
                await WriteLineAsync(context, difference);
            }
        }
        catch (Exception stopped) when (stopped is CodeMissingException or UserCodeSuspendedException && !context.Response.HasStarted)
        {
            await RefuseAsync(context, stopped.Message);
            return;
        }

        var tried = draft is not null ? "the given code" : query.Version ?? found.Transformation.VersionId;
        await WriteLineAsync(context, new ReplayEnd(
            found.Transformation.Id, found.Destination.Id, query.Version is null && draft is null ? "the events that go in" : found.Transformation.VersionId, tried,
            replay.Summary.Events, replay.Summary.Counts, replay.Summary.IsCut, since));
    }

    /// <summary>The first destination that has a transformation, by the id of either.</summary>
    public static (Destination Destination, TransformationRef Transformation)? Find(WorkspaceSnapshot workspace, string id, string? destinationId) => workspace.DestinationsById.Values
        .Where(d => d.ReceivesEvents && d.Transformations.Count > 0 && (d.Id == id || d.Transformations[0].Id == id) && (destinationId is null || d.Id == destinationId))
        .OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => ((Destination, TransformationRef)?)(d, d.Transformations[0])).FirstOrDefault();

    private static async Task<string?> ReadDraftAsync(HttpRequest request, CancellationToken ct)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(ct) is { Length: > 0 } text ? text : null;
    }

    private static Task RefuseAsync(HttpContext context, string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);

    private static async Task WriteLineAsync<T>(HttpContext context, T line)
    {
        await JsonSerializer.SerializeAsync(context.Response.Body, line, Json, context.RequestAborted);
        await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
    }
}

/// <summary>Query parameters of a try.</summary>
/// <param name="Version">The version that is tried; without one and without code: the one in use, compared with the events that go in.</param>
/// <param name="Destination">Whose events; else those of the first destination that has the transformation.</param>
/// <param name="Since">Events from this time on; a day ago unless given.</param>
/// <param name="Limit">Most events.</param>
/// <param name="Show">Most differences that are shown.</param>
/// <param name="Language">Of the code in the body: <c>javascript</c> or <c>typescript</c>; that of the version in use unless given.</param>
internal sealed record TryQuery(string? Version, string? Destination, DateTimeOffset? Since, long? Limit, int? Show, string? Language);

/// <summary>The last line of a try.</summary>
/// <param name="Before">Version that was compared with.</param>
/// <param name="After">Version that was tried.</param>
/// <param name="Events">How many were run.</param>
/// <param name="Counts">Of them, by what changes.</param>
/// <param name="Cut">There are more events than were run.</param>
internal sealed record ReplayEnd(string Transformation, string Destination, string Before, string After, long Events, IReadOnlyDictionary<string, long> Counts, bool Cut, DateTimeOffset Since);
