namespace Pintle.Router.Runs;

/// <summary>What is counted of job runs: a task's events of a source, at a destination or (empty) before the fan-out.</summary>
internal readonly record struct RunKey(string Run, string Task, string Source, string Destination);

/// <summary>Events of a job run at one place. What was left out on purpose is as if it never came in.</summary>
internal readonly record struct RunTally(long In = 0, long Out = 0, long Filtered = 0, long Failed = 0)
{
    public static RunTally operator +(RunTally a, RunTally b) => new(a.In + b.In, a.Out + b.Out, a.Filtered + b.Filtered, a.Failed + b.Failed);

    public Events.JobRunStats ToStats() => new(In - Filtered, Out, Failed);

    public bool IsCompleted => In - Filtered == Out + Failed;
}
