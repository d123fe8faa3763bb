namespace Pintle.Store.DeadLetters;

/// <summary>An event that ended in failure for a destination.</summary>
public sealed record DeadLetter
{
    public required string DestinationId { get; init; }

    public required string SourceId { get; init; }

    /// <summary>Short, stable words to group by, e.g. <c>rejected by the vendor (400)</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>What exactly happened, for a person; may quote the vendor's answer, cut to 10 KB.</summary>
    public required string Message { get; init; }

    /// <summary>The vendor's HTTP status; 0 when it was not asked.</summary>
    public int StatusCode { get; init; }

    /// <summary>Requests made for it.</summary>
    public int Attempts { get; init; }

    public required int Lane { get; init; }

    public required long Offset { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset FailedAt { get; init; }

    public string MessageId { get; init; } = "";

    public string EventType { get; init; } = "";

    public string EventName { get; init; } = "";

    /// <summary>The event as the log has it (JSON object): a replay starts from it.</summary>
    public required ReadOnlyMemory<byte> Event { get; init; }

    /// <summary>The packed header of the event, so that a replay needs no log.</summary>
    public required ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>The request that failed (method, address, body), secrets masked, cut to 10 KB; empty when none was made.</summary>
    public string Request { get; init; } = "";
}

/// <summary>A stored dead letter's place: its batch, and its index there.</summary>
public readonly record struct DeadLetterRef(int Shard, long Batch, int Index);

/// <summary>A dead letter with its place.</summary>
public sealed record StoredDeadLetter(DeadLetterRef Ref, DeadLetter Letter);

/// <summary>Dead letters of one destination that share a reason.</summary>
public sealed record DeadLetterGroup(string DestinationId, string Reason, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <summary>Which dead letters. Null members don't restrict.</summary>
public sealed record DeadLetterFilter(
    string? DestinationId = null, string? Reason = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>Pages begin with what was stored last, shard by shard; else with what was stored first.</summary>
    public bool NewestFirst { get; init; }
}

/// <summary>A page of dead letters in order of storage; <paramref name="Next"/> is null at the end.</summary>
public sealed record DeadLetterPage(IReadOnlyList<StoredDeadLetter> Letters, string? Next);

/// <summary>Browses dead letters. Ten million must be as cheap to group and page as ten thousand.</summary>
public interface IDeadLetterReader
{
    /// <summary>Counts by destination and reason, from the index alone.</summary>
    Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterFilter filter, CancellationToken ct);

    /// <summary>At most <paramref name="limit"/> letters after <paramref name="after"/>, a former page's Next or null. Removed ones are left out. How deep a page lies costs nothing.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> is no Next.</exception>
    Task<DeadLetterPage> PageAsync(DeadLetterFilter filter, string? after, int limit, CancellationToken ct);

    /// <summary>The letters at places, without those that are gone.</summary>
    Task<IReadOnlyList<StoredDeadLetter>> FindAsync(IReadOnlyCollection<DeadLetterRef> places, CancellationToken ct);

    /// <summary>Deletes what the filter covers and was there when it was called, part by part: writers in between wait for one part only. The number of letters deleted.</summary>
    Task<long> DropAsync(DeadLetterFilter filter, CancellationToken ct);

    /// <summary>Deletes the letters at places; the number of those that were still there.</summary>
    Task<long> DropAsync(IReadOnlyCollection<DeadLetterRef> places, CancellationToken ct);

    /// <summary>Deletes the oldest batches that are older than the limit or over the size, part by part; the number of letters deleted.</summary>
    Task<long> ExpireAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct);
}
