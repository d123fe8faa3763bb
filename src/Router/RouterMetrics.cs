using System.Diagnostics.Metrics;
using Pintle.Lanes;
using Pintle.Router.UserCode;
using Pintle.Store.Outcomes;

namespace Pintle.Router;

/// <summary>Metrics of the destination consumers. Names and units are part of the product: dashboards use them. Nothing is allocated per call.</summary>
internal static class RouterMetrics
{
    private static readonly Meter Meter = new("Pintle.Router");

    private static readonly Counter<long> Outcomes =
        Meter.CreateCounter<long>("pintle.router.outcomes", "{event}", "Events settled, by destination and outcome (delivered, filtered, dead, discarded).");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("pintle.router.retries", "{attempt}", "Attempts that were not an event's first, by destination.");

    private static readonly Histogram<double> Latency = Meter.CreateHistogram<double>(
        "pintle.router.request_duration", "s", "Time from sending a request to the end of its answer, by destination and status_class (none = no answer).",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    private static readonly Histogram<double> Commits = Meter.CreateHistogram<double>(
        "pintle.router.commit_duration", "s", "Time that the store took to commit outcomes, by shard.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });

    private static readonly Counter<long> CommitErrors =
        Meter.CreateCounter<long>("pintle.router.commit_errors", "{attempt}", "Commits of outcomes that the store could not take and that were repeated, by shard.");

    private static readonly string[] Names = ["", "received", "dropped", "delivered", "filtered", "dead", "discarded"];

    private static readonly Counter<long> InCode = Meter.CreateCounter<long>(
        "pintle.transformation.events", "{event}", "Events that a user transformation has been run on, by transformation and outcome (passed, filtered, failed, held).");

    private static readonly Histogram<double> CodeRuns = Meter.CreateHistogram<double>(
        "pintle.transformation.duration", "s", "Time of a batch in a user transformation, with what it waits for, by transformation.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    private static readonly string[] StatusClasses = ["none", "1xx", "2xx", "3xx", "4xx", "5xx"];

    /// <summary>Shows a destination's outcomes as none from the start on: an increase from nothing could not be seen.</summary>
    public static void Begin(string destinationId)
    {
        foreach (var outcome in (OutcomeKind[])[OutcomeKind.Delivered, OutcomeKind.Filtered, OutcomeKind.Dead])
        {
            Outcomes.Add(0, new("destination", destinationId), new("outcome", Names[(int)outcome]));
        }

        Retries.Add(0, new KeyValuePair<string, object?>("destination", destinationId));
    }

    public static void BeginShard(int shard) => CommitErrors.Add(0, ShardTag.Of(shard));

    public static void Outcome(string destinationId, OutcomeKind kind) =>
        Outcomes.Add(1, new("destination", destinationId), new("outcome", Names[(int)kind]));

    public static void Retried(string destinationId) => Retries.Add(1, new KeyValuePair<string, object?>("destination", destinationId));

    public static void Requested(string destinationId, double seconds, int status) =>
        Latency.Record(seconds, new("destination", destinationId), new("status_class", StatusClasses[Math.Clamp(status / 100, 0, 5)]));

    public static void Committed(int shard, double seconds) => Commits.Record(seconds, ShardTag.Of(shard));

    public static void CommitFailed(int shard) => CommitErrors.Add(1, ShardTag.Of(shard));

    public static void RanCode(CodeCounts counts)
    {
        CodeRuns.Record(counts.Took.TotalSeconds, new KeyValuePair<string, object?>("transformation", counts.TransformationId));
        AddCode(counts.TransformationId, "passed", counts.Passed);
        AddCode(counts.TransformationId, "filtered", counts.Filtered);
        AddCode(counts.TransformationId, "failed", counts.Failed);
        AddCode(counts.TransformationId, "held", counts.Held);
    }

    private static void AddCode(string transformation, string outcome, int count)
    {
        if (count > 0)
        {
            InCode.Add(count, new("transformation", transformation), new("outcome", outcome));
        }
    }
}
