namespace Pintle.Events;

/// <summary>
/// What the log knows of an event without reading its body: enough to route, order, filter, find and count it.
/// </summary>
public sealed record EventHeader
{
    /// <summary>Id of the source that received it.</summary>
    public required string SourceId { get; init; }

    /// <summary>The event's <c>type</c> as sent (<c>track</c>, …); empty when it has none.</summary>
    public required string Type { get; init; }

    /// <summary>The <c>event</c> of a track call, the <c>name</c> of a page or screen call; empty otherwise.</summary>
    public string Name { get; init; } = "";

    /// <summary>First 64 bits of the <see cref="MessageKey"/>.</summary>
    public required ulong MessageHash { get; init; }

    public required UserKey User { get; init; }

    /// <summary>Server clock at receipt, millisecond precision, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The only destination that may get it (reverse ETL); empty = all connected ones.</summary>
    public string DestinationId { get; init; } = "";

    public string JobRunId { get; init; } = "";

    public string TaskRunId { get; init; } = "";

    /// <summary>What the ingestion front-end decided about a bot (internal batch route only); null for all else.</summary>
    public BotVerdict? Bot { get; init; }

    /// <summary>The workspace's settings block this event name: it is counted and dropped by the processor.</summary>
    public bool IsBlocked { get; init; }
}

/// <summary>Bot decision made before the gateway. <paramref name="Action"/> is <c>flag</c>, <c>drop</c> or <c>disable</c>.</summary>
public sealed record BotVerdict(string Name, string Url, bool IsInvalidBrowser, string Action);
