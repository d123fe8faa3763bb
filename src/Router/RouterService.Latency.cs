using Pintle.Router.Timing;

namespace Pintle.Router;

/// <summary>How long deliveries take.</summary>
public sealed partial class RouterService
{
    /// <summary>Percentiles of every destination, or of one; empty when it isn't there.</summary>
    public IReadOnlyList<DestinationLatency> Latency(string? destinationId, LatencyGrain? grain) =>
        [.. _loops.Keys.Where(id => string.IsNullOrEmpty(destinationId) || id == destinationId).Order(StringComparer.Ordinal).Select(id => TimesOf(id).Read(id, grain))];

    private DeliveryTimes TimesOf(string destinationId) => _times.GetOrAdd(destinationId, static (_, time) => new DeliveryTimes(time), _setup.Time);
}
