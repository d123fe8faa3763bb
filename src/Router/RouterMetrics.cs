using System.Diagnostics.Metrics;
using Pintle.Store.Outcomes;

namespace Pintle.Router;

/// <summary>Metrics of the destination consumers. Names and units are part of the product: dashboards use them.</summary>
internal static class RouterMetrics
{
    private static readonly Meter Meter = new("Pintle.Router");

    private static readonly Counter<long> Outcomes =
        Meter.CreateCounter<long>("pintle.router.outcomes", "{event}", "Events settled, by destination and outcome.");

    private static readonly Histogram<double> Latency = Meter.CreateHistogram<double>(
        "pintle.router.request_duration", "s", "Time from sending a request to the end of its answer.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    public static void Outcome(string destinationId, OutcomeKind kind) =>
        Outcomes.Add(1, new("destination", destinationId), new("outcome", Names[(int)kind]));

    public static void Requested(string destinationId, double seconds, int status) =>
        Latency.Record(seconds, new("destination", destinationId), new("status", status));

    private static readonly string[] Names = ["", "received", "dropped", "delivered", "filtered", "dead", "discarded"];
}
