using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.Router.Parking;

namespace Pintle.Router.Delivery;

/// <summary>An event's requests on their way: made in order, stopping at the first that fails.</summary>
internal sealed class Attempt(PendingEvent pending, IReadOnlyList<WireRequest> requests)
{
    public PendingEvent Event { get; } = pending;

    public IReadOnlyList<WireRequest> Requests { get; private set; } = requests;

    /// <summary>The parked user that it belongs to; null for an event straight from the log.</summary>
    public ParkedUser? Parked { get; init; }

    /// <summary>Attempts before this one.</summary>
    public int FormerAttempts { get; set; }

    public DateTimeOffset? FirstAttempt { get; set; }

    /// <summary>How often it was given back because of the destination while others were served.</summary>
    public int Returns { get; set; }

    /// <summary>It probes a destination whose breaker is open.</summary>
    public bool IsProbe { get; set; }

    /// <summary>Reads the answers; set when it is launched.</summary>
    public ConfiguredDestination? Configured { get; set; }

    /// <summary>How it went, when it has ended.</summary>
    public Answer Answer { get; set; }

    public Verdict Verdict { get; set; } = Verdict.Delivered;

    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Requests from the first that was not accepted.</summary>
    public void Keep(int unsent) => Requests = unsent == 0 ? Requests : [.. Requests.Skip(unsent)];
}
