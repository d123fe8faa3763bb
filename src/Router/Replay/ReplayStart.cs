using Pintle.Workspace;

namespace Pintle.Router.Replay;

/// <summary>What came of asking for a replay: its job, else why there is none.</summary>
/// <param name="Job">The job that was started.</param>
/// <param name="InTheWay">The job that must end first: one replay of a destination at a time.</param>
/// <param name="Problem">What is wrong with what was asked.</param>
public sealed record ReplayStart(Guid? Job, Guid? InTheWay = null, string? Problem = null)
{
    /// <summary>The log doesn't go back as far as was asked: from then on it is whole.</summary>
    public DateTimeOffset? LogBegins { get; init; }

    internal static string NoDestination(string? id) => string.IsNullOrEmpty(id)
        ? "destination: name a destination that receives events."
        : $"destination: \"{id}\" is not the id of a destination that receives events.";

    internal static string? CodeProblem(Destination? destination, string? version) => version is not null && destination?.Transformations.Count is not > 0
        ? $"transformationVersion: destination \"{destination?.Id}\" has no transformation."
        : null;
}

/// <summary>A job as people see it.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="State">Running, done, cancelled or failed.</param>
/// <param name="Asked">What was asked, JSON.</param>
/// <param name="Problem">Why it failed; empty otherwise.</param>
/// <param name="PerSecond">Events ended a second of late; 0 when it isn't running.</param>
/// <param name="Left">Time that it still takes at this pace; null when it can't be said.</param>
public sealed record JobView(
    Guid Id, string Kind, Store.Outcomes.JobState State, DateTimeOffset CreatedAt, string Asked, JobProgress Progress, string Problem, double PerSecond, TimeSpan? Left);
