using System.Text.Json;
using Pintle.Events;

namespace Pintle.Lanes.Processing;

/// <summary>An event after the steps that are the same for every destination. Shared by all consumers, read-only, never stored.</summary>
public sealed class ProcessedEvent
{
    public required EventHeader Header { get; init; }

    /// <summary>The event as the log has it: what dead letters keep and replays start from.</summary>
    public required ReadOnlyMemory<byte> Stored { get; init; }

    /// <summary>The event that destinations see: times, request IP, geo and bot fields settled.</summary>
    public required JsonElement Message { get; init; }

    /// <summary>The event's <c>messageId</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>Why it goes to no destination at all (e.g. <c>bot</c>, <c>blocked</c>, <c>source not found</c>); null when it goes on.</summary>
    public string? DropReason { get; init; }

    /// <summary>What the person denied, noted once, compared by every destination; null when nothing restricts.</summary>
    public ConsentNote? Consent { get; init; }
}

/// <summary>An event's <c>context.consentManagement</c>, validated.</summary>
public sealed record ConsentNote(string Provider, string ResolutionStrategy, IReadOnlySet<string> DeniedIds);

/// <summary>What a header says about a filter.</summary>
/// <param name="IsDecided">False when the event has to be looked at.</param>
/// <param name="Filtered">The decision; null = the event goes on.</param>
public readonly record struct HeaderDecision(bool IsDecided, FilterDecision? Filtered)
{
    public static readonly HeaderDecision Undecided;
}

/// <summary>A reason to leave an event out for one destination, or to fail it.</summary>
/// <param name="StatusCode">298 filtered on purpose, 400 unusable, 410 cancelled.</param>
/// <param name="Reason">The rule that decided, in words that are counted and shown.</param>
public sealed record FilterDecision(int StatusCode, string Reason);
