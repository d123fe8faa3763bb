using System.Diagnostics.Metrics;

namespace Pintle.Gateway;

/// <summary>Metrics of the gateway. Names and units are part of the product: dashboards use them. Nothing is allocated per call.</summary>
internal static class GatewayMetrics
{
    /// <summary>Route of requests that were preflights, or for a path that doesn't exist.</summary>
    public const string Preflight = "(preflight)";
    public const string NoRoute = "(none)";

    /// <summary>Stands for the status of a request that got no answer because its client went away.</summary>
    public const int BrokenOff = 499;

    private static readonly Meter Meter = new("Pintle.Gateway");
    private static readonly object[] Statuses = [.. Enumerable.Range(0, 600).Select(status => (object)status)];

    private static readonly Counter<long> Requests =
        Meter.CreateCounter<long>("pintle.gateway.requests", "{request}", "Requests, by route and status; 499 = the client went away.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "pintle.gateway.request_duration", "s", "Time from the head of a request to the end of its answer, by route.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("pintle.gateway.events", "{event}", "Events acknowledged, duplicates included, by source.");

    private static readonly Counter<long> ReceivedBytes =
        Meter.CreateCounter<long>("pintle.gateway.received_bytes", "By", "Size of request bodies as sent.");

    private static readonly UpDownCounter<long> InFlightBytes =
        Meter.CreateUpDownCounter<long>("pintle.gateway.in_flight_bytes", "By", "Memory of request bodies that are not answered yet.");

    private static readonly Counter<long> RateLimited =
        Meter.CreateCounter<long>("pintle.gateway.rate_limited_events", "{event}", "Events refused because their workspace was over its limit.");

    public static void Answered(string route, int status, double seconds)
    {
        Requests.Add(1, new("route", route), new("status", Statuses[Math.Clamp(status, 0, Statuses.Length - 1)]));
        Duration.Record(seconds, new KeyValuePair<string, object?>("route", route));
    }

    public static void Acknowledged(string sourceId, int events) => Events.Add(events, new KeyValuePair<string, object?>("source", sourceId));

    public static void Received(long bytes) => ReceivedBytes.Add(bytes);

    public static void Held(long bytes) => InFlightBytes.Add(bytes);

    public static void Limited(int events) => RateLimited.Add(events);
}
