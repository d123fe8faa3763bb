namespace Pintle.Router.Tracing;

/// <summary>What has become of an event for one destination.</summary>
/// <param name="DestinationId">The destination.</param>
/// <param name="Kind">Its state.</param>
/// <param name="Detail">Why, in words; empty when there is nothing to say.</param>
/// <param name="StatusCode">Of a parked event: what its last attempt ended with.</param>
/// <param name="Attempts">Of a parked event: attempts so far.</param>
/// <param name="NextTry">When its user is tried again.</param>
public sealed record DestinationFate(
    string DestinationId, FateKind Kind, string Detail = "", int StatusCode = 0, int Attempts = 0, DateTimeOffset? NextTry = null);

/// <summary>State of an event for one destination.</summary>
public enum FateKind
{
    /// <summary>Its source was not connected when it came in.</summary>
    NotConnected,

    /// <summary>Not settled yet.</summary>
    Waiting,

    /// <summary>Failed and will be tried again.</summary>
    Parked,

    /// <summary>Settled: delivered, unless there is or was a dead letter.</summary>
    Done,

    /// <summary>Settled, and today's configuration leaves it out.</summary>
    Filtered,
}

/// <summary>What has become of an event.</summary>
/// <param name="IsProcessed">The processor has counted it.</param>
/// <param name="DropReason">Why today's configuration gives it to no destination; null when it goes on.</param>
/// <param name="Destinations">Every destination that it concerns.</param>
public sealed record EventFate(bool IsProcessed, string? DropReason, IReadOnlyList<DestinationFate> Destinations);
