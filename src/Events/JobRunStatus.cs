using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.Events;

/// <summary>How far a job run (reverse ETL, cloud extract) is: what came in of it and what became of that.</summary>
public sealed record JobRunStatus(string Id, IReadOnlyList<JobRunTask> Tasks)
{
    /// <summary>Everything that came in has ended.</summary>
    [JsonIgnore]
    public bool IsCompleted => Tasks.All(t => t.Sources.All(s => s.Completed && s.Destinations.All(d => d.Completed)));
}

/// <summary>A task of a run.</summary>
public sealed record JobRunTask(string Id, IReadOnlyList<JobRunSource> Sources);

/// <summary>A task's events of one source: all of them, and by destination.</summary>
public sealed record JobRunSource(string Id, bool Completed, JobRunStats Stats, IReadOnlyList<JobRunDestination> Destinations);

/// <summary>What one destination got of them.</summary>
public sealed record JobRunDestination(string Id, bool Completed, JobRunStats Stats);

/// <summary>Events: come in, gone on or delivered, failed.</summary>
public sealed record JobRunStats(long In, long Out, long Failed);

/// <summary>An event of a run that ended in failure.</summary>
/// <param name="Record">The event's <c>recordId</c>, as sent.</param>
public sealed record JobRunFailure(string TaskId, string SourceId, string DestinationId, JsonElement Record, int Code);

/// <summary>Some failures; <paramref name="Next"/> is null at the end.</summary>
public sealed record JobRunFailures(IReadOnlyList<JobRunFailure> Records, string? Next);
