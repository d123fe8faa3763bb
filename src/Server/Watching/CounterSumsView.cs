namespace Pintle.Server.Watching;

/// <summary>Counts of a stretch of time.</summary>
/// <param name="From">Its begin, a full minute.</param>
/// <param name="To">Its end: now.</param>
/// <param name="Sums">Of each source and destination between which something happened.</param>
internal sealed record CounterSumsView(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<CounterSum> Sums);

/// <summary>What happened to a source's events at a destination.</summary>
/// <param name="DestinationId">Empty: before they go to destinations.</param>
/// <param name="Received">Stored; only where the destination is empty.</param>
/// <param name="Dropped">Left out before they go to destinations, on purpose; only where the destination is empty.</param>
/// <param name="Filtered">Left out for this destination, on purpose.</param>
/// <param name="Dead">Failed for good.</param>
/// <param name="Discarded">Waited for a destination that was deleted.</param>
internal sealed record CounterSum(
    string SourceId, string DestinationId, long Received, long Dropped, long Delivered, long Filtered, long Dead, long Discarded);
