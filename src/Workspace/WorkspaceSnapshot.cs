using System.Collections.Frozen;

namespace Pintle.Workspace;

/// <summary>One immutable revision of the whole configuration: what every stage works from.</summary>
public sealed class WorkspaceSnapshot
{
    // Every destination asks once a revision: thousands of them must not each look through every source.
    private readonly Lazy<ILookup<string, string>> _feeding;

    public WorkspaceSnapshot() => _feeding = new(() => SourcesById!.Values
        .SelectMany(s => s.Destinations.Where(d => d.ReceivesEvents).Select(d => (Source: s.Id, Destination: d.Id))).Distinct().ToLookup(f => f.Destination, f => f.Source));

    public required string WorkspaceId { get; init; }

    /// <summary>Rises by one with every snapshot of this process; 1 is the first.</summary>
    public required long Revision { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required FrozenDictionary<string, Source> SourcesById { get; init; }

    public required FrozenDictionary<string, Source> SourcesByWriteKey { get; init; }

    public required FrozenDictionary<string, Destination> DestinationsById { get; init; }

    /// <summary>What the document says of single connections, keyed <c>sourceId:destinationId</c>.</summary>
    public required FrozenDictionary<string, Connection> Connections { get; init; }

    /// <summary>Transformations whose code the document carries, by version, in its order.</summary>
    public IReadOnlyDictionary<string, TransformationVersion> TransformationVersions { get; init; } = new Dictionary<string, TransformationVersion>();

    /// <summary>Libraries whose code the document carries, by version, in its order.</summary>
    public IReadOnlyDictionary<string, LibraryVersion> LibraryVersions { get; init; } = new Dictionary<string, LibraryVersion>();

    /// <summary>Track events to drop, by exact name (<c>settings.eventBlocking.events.track</c>).</summary>
    public required FrozenSet<string> BlockedTrackEvents { get; init; }

    /// <summary>Versions of the libraries that user transformations may import.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>What user code's <c>getCredential</c> gives, by key.</summary>
    public FrozenDictionary<string, string> Credentials { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Is the source connected to the destination, in this revision?</summary>
    public bool IsConnected(string sourceId, string destinationId) =>
        SourcesById.TryGetValue(sourceId, out var source) && source.Destinations.Any(d => d.Id == destinationId);

    /// <summary>Do the source's events go to the destination? Not where it stands as one for SDKs only.</summary>
    public bool IsFed(string sourceId, string destinationId) => SourcesFeeding(destinationId).Contains(sourceId);

    /// <summary>Ids of the sources, disabled ones included, whose events go to the destination.</summary>
    public IEnumerable<string> SourcesFeeding(string destinationId) => _feeding.Value[destinationId];
}
