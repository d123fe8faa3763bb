namespace Pintle.Router;

/// <summary>Where a destination's consumer stands.</summary>
/// <param name="Mode">What it does: <c>deliver</c>, <c>wait</c>, <c>disabled</c>, <c>deleted</c>.</param>
/// <param name="Problem">Why its breaker is open; empty when it is closed.</param>
/// <param name="Waiting">Events whose end is not committed: ahead in the log (other sources' events included), on their way, parked and behind parked ones.</param>
/// <param name="InFlight">Requests on their way.</param>
/// <param name="ParkedUsers">Users whose failed event waits for its next try.</param>
/// <param name="OldestWaiting">Append time of the oldest segment it still needs; null when it is up to date.</param>
public sealed record DestinationStatus(
    string DestinationId, string Mode, string Problem, long Waiting, int InFlight, int ParkedUsers, DateTimeOffset? OldestWaiting);
