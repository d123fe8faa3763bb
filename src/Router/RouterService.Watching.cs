using Pintle.Router.Timing;
using Pintle.Router.Tracing;

namespace Pintle.Router;

/// <summary>How deliveries go, for people who look.</summary>
public sealed partial class RouterService
{
    /// <summary>Percentiles of every destination, or of one; empty when it isn't there.</summary>
    public IReadOnlyList<DestinationLatency> Latency(string? destinationId, LatencyGrain? grain) =>
        [.. _loops.Keys.Where(id => string.IsNullOrEmpty(destinationId) || id == destinationId).Order(StringComparer.Ordinal).Select(id => TimesOf(id).Read(id, grain))];

    /// <summary>What fails and is tried again, of every destination or of one; those with nothing to say are left out.</summary>
    /// <exception cref="Store.StoreUnavailableException">The store can't be read now.</exception>
    public async Task<IReadOnlyList<DestinationFailing>> FailingAsync(string? destinationId, CancellationToken ct)
    {
        var failing = new List<DestinationFailing>();
        foreach (var loop in AllLoops.Where(l => string.IsNullOrEmpty(destinationId) || l.DestinationId == destinationId).ToList())
        {
            if (await loop.FailingAsync(ct) is var one && (one.Problem.Length > 0 || one.Groups.Count > 0))
            {
                failing.Add(one);
            }
        }

        return [.. failing.OrderBy(f => f.DestinationId, StringComparer.Ordinal)];
    }

    private DeliveryTimes TimesOf(string destinationId) => _times.GetOrAdd(destinationId, static (_, time) => new DeliveryTimes(time), _setup.Time);
}
