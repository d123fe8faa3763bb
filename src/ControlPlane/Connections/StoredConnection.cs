using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Connections;

/// <summary>A source's events go to a destination.</summary>
internal sealed class StoredConnection : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string SourceId { get; set; }

    public required string DestinationId { get; set; }

    public bool Enabled { get; set; }

    /// <summary>A JSON object.</summary>
    public required string Settings { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
