using System.Text.Json;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Replay;

/// <summary>How jobs are kept in the store.</summary>
internal static class JobRecord
{
    public const string Letters = "replay dead letters";
    public const string Log = "replay log";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static JobRow New(Guid id, string kind, object spec, DateTimeOffset now) =>
        new(id, kind, JobState.Running, now, JsonSerializer.Serialize(spec, Json), "{}");

    public static JobRow With(this JobRow row, JobState state, JobProgress progress, string problem = "") =>
        row with { State = state, Progress = JsonSerializer.Serialize(new Kept(progress, problem), Json) };

    /// <summary>The progress that was written down last; none when the job is new or of an older version.</summary>
    public static Kept ProgressOf(JobRow row)
    {
        var kept = JsonSerializer.Deserialize<Kept>(row.Progress, Json);
        return kept?.Progress is null ? new Kept(JobProgress.None, "") : kept;
    }

    public static LettersSpec LettersOf(JobRow row) => JsonSerializer.Deserialize<LettersSpec>(row.Spec, Json)!;

    public static LogReplaySpec LogOf(JobRow row) => JsonSerializer.Deserialize<LogReplaySpec>(row.Spec, Json)!;

    /// <summary>What was asked, without what was settled at the start.</summary>
    public static string Asked(JobRow row) => row.Kind == Log
        ? JsonSerializer.Serialize(LogOf(row).Request, Json)
        : LettersOf(row) is { Letters: { } letters } spec ? JsonSerializer.Serialize(new { spec.DestinationId, Letters = letters.Count, spec.TransformationVersion }, Json) : row.Spec;

    internal sealed record Kept(JobProgress Progress, string? Problem);
}
