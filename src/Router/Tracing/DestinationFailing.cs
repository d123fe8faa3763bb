namespace Pintle.Router.Tracing;

/// <summary>What of a destination fails and is tried again.</summary>
/// <param name="DestinationId">The destination.</param>
/// <param name="IsReplay">These are of a replay of the log, not of live events.</param>
/// <param name="IsRefusing">It as a whole refuses and is only probed: nothing is parked for that, its events wait.</param>
/// <param name="Problem">What the destination as a whole came back with; empty when nothing holds it.</param>
/// <param name="Behind">Events that wait behind a failed one of their user.</param>
/// <param name="Groups">Failed events by what they came back with, the largest group first.</param>
public sealed record DestinationFailing(string DestinationId, bool IsReplay, bool IsRefusing, string Problem, long Behind, IReadOnlyList<FailingGroup> Groups);

/// <summary>Events that failed for the same reason and are tried again.</summary>
/// <param name="Reason">As a dead letter would have it.</param>
/// <param name="StatusCode">Of the vendor; 0 when it was not asked.</param>
/// <param name="Events">How many.</param>
/// <param name="Since">First attempt of the oldest.</param>
/// <param name="NextTry">When the next of them is tried.</param>
/// <param name="Sample">The newest.</param>
public sealed record FailingGroup(string Reason, int StatusCode, long Events, DateTimeOffset Since, DateTimeOffset NextTry, FailingSample Sample);

/// <summary>One of them. What is of the event is empty when it could not be read back.</summary>
/// <param name="Message">What exactly came back.</param>
/// <param name="Attempts">Requests made for it.</param>
/// <param name="Request">The request that failed, secrets masked; empty when it is made anew for each try.</param>
public sealed record FailingSample(
    string MessageId, string SourceId, string Type, string Name, string Message, int Attempts, DateTimeOffset FirstAttempt, DateTimeOffset NextTry, string Request);
