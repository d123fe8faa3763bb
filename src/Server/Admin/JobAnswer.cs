using System.Globalization;
using System.Text.Json;
using Pintle.Router.Replay;
using Pintle.Workspace;

namespace Pintle.Server.Admin;

/// <summary>How jobs, and what came of asking for one, are answered.</summary>
internal static class JobAnswer
{
    public static IResult Unknown => TypedResults.Problem("There is no such job.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>A job that can't be cancelled.</summary>
    public static IResult NotRunning(JobView? job) => job is null
        ? Unknown
        : TypedResults.Problem($"The job has ended already: {job.State.ToString().ToLowerInvariant()}.", statusCode: StatusCodes.Status409Conflict);

    /// <param name="start">What came of it.</param>
    /// <param name="context">Of the request: jobs are beside what was asked.</param>
    public static IResult Of(ReplayStart start, HttpContext context) => start switch
    {
        { Job: { } job } => TypedResults.Accepted($"{context.Request.Path.Value!.Replace("/deadletters", "", StringComparison.Ordinal).Replace("/replay", "", StringComparison.Ordinal)}/jobs/{job}", new JobStarted(job)),
        { InTheWay: { } other } => TypedResults.Problem(
            $"Job {other} is a replay to this destination; wait for its end or cancel it.", statusCode: StatusCodes.Status409Conflict,
            extensions: new Dictionary<string, object?> { ["job"] = other }),
        { LogBegins: { } begins } => TypedResults.Problem(
            string.Create(CultureInfo.InvariantCulture, $"The log goes back to {begins:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} only: say from that time on, or available to replay what there is."),
            statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["logBegins"] = begins }),
        _ => TypedResults.Problem(start.Problem, statusCode: StatusCodes.Status400BadRequest),
    };

    public static JobReport Of(JobView job) => new(
        job.Id, job.Kind, job.State.ToString().ToLowerInvariant(), job.CreatedAt, JsonSerializer.Deserialize<JsonElement>(job.Asked), job.Progress,
        job.Problem.Length == 0 ? null : job.Problem, Math.Round(job.PerSecond, 1),
        job.Left is { } left ? TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)).ToString("c", CultureInfo.InvariantCulture) : null);
}

/// <summary>Query parameters of a replay from the log.</summary>
internal sealed record ReplayQuery(
    string? Destination, DateTimeOffset? From, DateTimeOffset? To, string? Source, string? Type, string? Event, string? User, string? Rate, bool? Available, string? TransformationVersion)
{
    public LogReplayRequest ToRequest(WorkspaceSnapshot workspace) => new(Destination ?? "", From ?? DateTimeOffset.MaxValue, To ?? DateTimeOffset.MaxValue)
    {
        SourceId = Source is null ? null : SourceNames.Find(workspace, Source) ?? Source,
        Types = Type?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        EventName = Event,
        User = User,
        Rate = Rate,
        Available = Available ?? false,
        TransformationVersion = TransformationVersion,
    };
}
