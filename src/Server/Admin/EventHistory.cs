namespace Pintle.Server.Admin;

/// <summary>What is known of an event.</summary>
/// <param name="ReceivedAt">Server clock at receipt.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="SourceName">The source's name; null when the source is gone.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="User">Its user as sent; empty when it has none.</param>
/// <param name="MessageId">Its message id.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Offset">Its place there.</param>
/// <param name="In"><c>log</c>, <c>spill</c> (the log is past it, a destination has copied it) or <c>aged</c> (only a dead letter has it).</param>
/// <param name="IsProcessed">The processor has counted it.</param>
/// <param name="Dropped">Why today's configuration gives it to no destination.</param>
/// <param name="Destinations">What has become of it for each.</param>
internal sealed record EventHistory(
    DateTimeOffset ReceivedAt, string SourceId, string? SourceName, string Type, string Name, string User, string MessageId, int Lane, long Offset,
    string In, bool IsProcessed, string? Dropped, IReadOnlyList<DestinationHistory> Destinations);

/// <summary>What has become of an event for one destination.</summary>
/// <param name="Id">The destination.</param>
/// <param name="Name">Its name; null when it is gone.</param>
/// <param name="State"><c>delivered</c>, <c>waiting</c>, <c>parked</c>, <c>dead</c>, <c>filtered</c> or <c>not connected</c>.</param>
/// <param name="Detail">Why; null when there is nothing to say.</param>
/// <param name="StatusCode">Of a parked or dead event.</param>
/// <param name="Attempts">Of a parked or dead event.</param>
/// <param name="NextTry">Of a parked event and those behind it.</param>
/// <param name="DeadLetter">Id of its dead letter.</param>
/// <param name="FailedAt">When it became a dead letter.</param>
/// <param name="ByTodaysConfiguration">The state was judged by the configuration of now, not by that of its time.</param>
internal sealed record DestinationHistory(
    string Id, string? Name, string State, string? Detail = null, int? StatusCode = null, int? Attempts = null, DateTimeOffset? NextTry = null,
    string? DeadLetter = null, DateTimeOffset? FailedAt = null, bool? ByTodaysConfiguration = null);

/// <summary>The last line of an answer.</summary>
/// <param name="Found">Events of the answer.</param>
/// <param name="Headers">Headers that were looked at.</param>
/// <param name="DamagedSegments">Segments that could not be read.</param>
/// <param name="Next">Where to go on; null when there is no more.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record FindEnd(int Found, long Headers, int DamagedSegments, string? Next, double Seconds);
