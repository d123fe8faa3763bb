using System.Text.Json;
using Pintle.Events;
using Pintle.Workspace;

namespace Pintle.Lanes.Processing;

/// <summary>The processor as the lanes and consumers see it. Pure functions; thread-safe.</summary>
/// <param name="Process">Does the shared steps of one event with a configuration. Throws only on a bug.</param>
/// <param name="Drop">Why an event goes to no destination at all, from its header alone; null when it goes on.</param>
/// <param name="Select">Before user code: integrations object, consent, pinned destination. Null = the destination gets it.</param>
/// <param name="Filter">After user code: message types, hybrid mode, conversions. Null = it goes on to the transformation.</param>
public sealed record ProcessingSteps(
    Func<EventHeader, ReadOnlyMemory<byte>, WorkspaceSnapshot, ProcessedEvent> Process,
    Func<EventHeader, WorkspaceSnapshot, string?> Drop,
    Func<ProcessedEvent, Source, Destination, FilterDecision?> Select,
    Func<JsonElement, Source, Destination, FilterDecision?> Filter)
{
    /// <summary>What <see cref="Filter"/> says of an event that no user code changes, from its header alone. Undecided when the header doesn't say enough.</summary>
    public Func<EventHeader, Source, Destination, HeaderDecision> FilterByHeader { get; init; } = (_, _, _) => HeaderDecision.Undecided;

    /// <summary>True when <see cref="Select"/> lets an event pass to every destination that it isn't pinned away from, seen without parsing it.</summary>
    public Func<ReadOnlyMemory<byte>, bool> IsForAll { get; init; } = _ => false;
}
