namespace Pintle.Router.Replay;

/// <summary>What to deliver again to a destination from the log. Members that are null or empty don't restrict.</summary>
/// <param name="DestinationId">The destination; it must receive events.</param>
/// <param name="From">Events stored at or after this time.</param>
/// <param name="To">Events stored before this time; never what comes in after the start.</param>
public sealed record LogReplayRequest(string DestinationId, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Events of this source only; else those of every source that is connected at the start.</summary>
    public string? SourceId { get; init; }

    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Exactly this event name.</summary>
    public string? EventName { get; init; }

    /// <summary>User id or anonymous id.</summary>
    public string? User { get; init; }

    /// <summary>Most requests in a window, such as <c>500/s</c>; null = as fast as the destination takes them.</summary>
    public string? Rate { get; init; }

    /// <summary>Version of the destination's user transformation that they go through; null: the one in force.</summary>
    public string? TransformationVersion { get; init; }

    /// <summary>Take what there is when the log doesn't go back to <see cref="From"/>.</summary>
    public bool Available { get; init; }
}

/// <summary>A request with what was settled at its start, as the job keeps it.</summary>
/// <param name="Sources">Ids of the sources whose events are taken, with their workspaces.</param>
/// <param name="Starts">Per shard, the first sequence.</param>
/// <param name="Until">Per shard, the sequence at which it ends.</param>
internal sealed record LogReplaySpec(
    LogReplayRequest Request, IReadOnlyDictionary<string, string> Sources, IReadOnlyList<long> Starts, IReadOnlyList<long> Until);
