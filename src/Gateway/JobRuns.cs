using Pintle.Events;

namespace Pintle.Gateway;

/// <summary>What the gateway asks of the data plane about job runs (reverse ETL, cloud extract).</summary>
public sealed record JobRuns
{
    /// <summary>Knows of no run: for a gateway that stands alone.</summary>
    public static JobRuns None { get; } = new()
    {
        DrainAsync = (_, _) => Task.CompletedTask,
        StatusAsync = (_, _, _, _) => Task.FromResult<JobRunStatus?>(null),
        ForgetAsync = (_, _) => Task.CompletedTask,
        FailuresAsync = (_, _, _, _, _, _) => Task.FromResult(new JobRunFailures([], null)),
    };

    /// <summary>Ends a run's events instead of delivering them; completes when that is durable.</summary>
    public required Func<string, CancellationToken, Task> DrainAsync { get; init; }

    /// <summary>A run's status, of some tasks and sources or (empty) all; null when nothing is known of it.</summary>
    public required Func<string, IReadOnlyCollection<string>, IReadOnlyCollection<string>, CancellationToken, Task<JobRunStatus?>> StatusAsync { get; init; }

    /// <summary>Forgets a run's counts; completes when that is durable.</summary>
    public required Func<string, CancellationToken, Task> ForgetAsync { get; init; }

    /// <summary>Events of a run that failed: tasks, sources, where to go on (null = from the start), about how many. Throws <see cref="FormatException"/> or <see cref="OverflowException"/> when that place is none.</summary>
    public required Func<string, IReadOnlyCollection<string>, IReadOnlyCollection<string>, string?, int, CancellationToken, Task<JobRunFailures>> FailuresAsync { get; init; }
}
