using System.Diagnostics.Metrics;

namespace Pintle.Router;

/// <summary>Where every destination stands, read when metrics are collected.</summary>
public sealed class DestinationGauges : IDisposable
{
    private readonly Meter _meter = new("Pintle.Router");

    /// <param name="status">State of every destination.</param>
    /// <param name="oldestWaiting">When a destination's oldest waiting event was appended, as known last.</param>
    /// <param name="time">The clock of ages.</param>
    public DestinationGauges(Func<IReadOnlyList<DestinationStatus>> status, Func<string, DateTimeOffset?> oldestWaiting, TimeProvider time)
    {
        Gauge("pintle.router.waiting", "{event}", "Events of the log that a destination has not settled, by destination; other sources' events count until it has passed them.", s => s.Waiting);
        Gauge("pintle.router.oldest_waiting", "s", "Age of the oldest event that a destination has not settled, parked ones included, by destination; looked for every 15 s.", s => Age(s.DestinationId));
        Gauge("pintle.router.in_flight", "{request}", "Requests on their way, by destination.", s => s.InFlight);
        Gauge("pintle.router.parked_users", "{user}", "Users whose failed event waits for its next try, by destination.", s => s.ParkedUsers);
        Gauge("pintle.router.breaker_open", null, "1 while a destination as a whole is refusing and only probed, by destination.", s => s.IsRefusing ? 1 : 0);

        double Age(string destination) => oldestWaiting(destination) is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0;

        void Gauge(string name, string? unit, string description, Func<DestinationStatus, double> value) => _meter.CreateObservableGauge(
            name, () => status().Select(s => new Measurement<double>(value(s), new KeyValuePair<string, object?>("destination", s.DestinationId))), unit, description);
    }

    public void Dispose() => _meter.Dispose();
}
