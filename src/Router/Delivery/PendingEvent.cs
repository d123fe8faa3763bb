using Pintle.Events;
using Pintle.Lanes.Processing;
using Pintle.Router.Progress;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Delivery;

/// <summary>An event that a delivery loop has taken and must settle.</summary>
internal sealed class PendingEvent(EventAddress address, EventHeader header, ReadOnlyMemory<byte> stored)
{
    public EventAddress Address { get; } = address;

    public EventHeader Header { get; } = header;

    /// <summary>The event as the log has it.</summary>
    public ReadOnlyMemory<byte> Stored { get; } = stored;

    /// <summary>Its processed form, when it is at hand; not kept while the event waits.</summary>
    public ProcessedEvent? Processed { get; set; }

    /// <summary>How long its last request took; null before one was made.</summary>
    public TimeSpan? Took { get; set; }

    /// <summary>The segment it was taken from; null for parked and replayed events, which the cursor has passed.</summary>
    public SegmentTicket? Ticket { get; init; }

    /// <summary>Set when it is replayed: what it replays.</summary>
    public ReplayTicket? Replay { get; init; }
}

/// <summary>Ties a replayed dead letter to its job.</summary>
/// <param name="Letter">The dead letter it comes from.</param>
/// <param name="Settled">Called under the loop's lock when the event has ended; null = it was left where it is.</param>
/// <param name="Cancelled">The job was cancelled: what has not begun is left where it is.</param>
internal sealed record ReplayTicket(DeadLetterRef Letter, Action<OutcomeKind?> Settled, CancellationToken Cancelled)
{
    /// <summary>Version of the user transformation that it goes through; null: the one in force.</summary>
    public string? CodeVersion { get; init; }
}
