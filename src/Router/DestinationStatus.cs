namespace Pintle.Router;

/// <summary>Where a destination's consumer stands.</summary>
/// <param name="Mode">What it does: <c>deliver</c>, <c>wait</c>, <c>disabled</c>, <c>deleted</c>.</param>
/// <param name="Problem">Why its events wait: what its breaker is open for, what an event came back with, or what holds it; empty when nothing does.</param>
/// <param name="Waiting">Events whose end is not committed: ahead in the log (other sources' events included), on their way, parked and behind parked ones.</param>
/// <param name="InFlight">Requests on their way.</param>
/// <param name="ParkedUsers">Users whose failed event waits for its next try.</param>
/// <param name="IsRefusing">Its breaker is open: it is only probed.</param>
/// <param name="OldestWaiting">Append time of the oldest segment it still needs; null when it is up to date.</param>
public sealed record DestinationStatus(
    string DestinationId, string Mode, string Problem, long Waiting, int InFlight, int ParkedUsers, bool IsRefusing, DateTimeOffset? OldestWaiting);
