using System.Text.Json.Serialization;

namespace Pintle.Events;

/// <summary>One step of one event.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Step"><c>received</c>, <c>dropped</c>, <c>filtered</c>, <c>delivered</c>, <c>parked</c>, <c>held back</c>, <c>dead</c>, <c>discarded</c>.</param>
/// <param name="SourceId">Source of the event.</param>
/// <param name="DestinationId">Empty before the fan-out.</param>
/// <param name="MessageId">The event's message id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="StatusCode">Status of the answer or the decision; 0 when there is none.</param>
/// <param name="Detail">Reason or answer; empty when there is none.</param>
public sealed record LiveStep(
    DateTimeOffset At, string Step, string SourceId, string DestinationId, string MessageId, string Type, string Name, int StatusCode, string Detail)
{
    /// <summary>The <c>userId</c>, else the <c>anonymousId</c>; empty when it has neither.</summary>
    public string User { get; init; } = "";

    /// <summary>How long the destination's answer took; null when none was asked for.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>Of a <c>received</c> step: how many destinations its source is connected to.</summary>
    public int? Destinations { get; init; }

    /// <summary>A copy of the event as the log has it, for who wants to see it; empty where it is very large.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Event { get; init; }

    /// <summary>Its size, also where there is no copy.</summary>
    [JsonIgnore]
    public int EventBytes { get; init; }
}
