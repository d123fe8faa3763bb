namespace Pintle.Gateway;

/// <summary>What the gateway asks of the data plane about job runs (reverse ETL, cloud extract).</summary>
/// <param name="DrainAsync">Ends a run's events instead of delivering them; completes when that is durable.</param>
public sealed record JobRuns(Func<string, CancellationToken, Task> DrainAsync);
