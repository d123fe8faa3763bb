using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Sources;

internal sealed class StoredSource : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string Name { get; set; }

    /// <summary>Name of its definition: <c>Javascript</c>.</summary>
    public required string Type { get; set; }

    /// <summary>By which events name it; public.</summary>
    public required string WriteKey { get; set; }

    public bool Enabled { get; set; }

    /// <summary>A JSON object.</summary>
    public required string Settings { get; set; }

    public bool GeoEnrichment { get; set; }

    /// <summary>No archive, no samples.</summary>
    public bool Transient { get; set; }

    /// <summary>Who made it; null: a person who is gone, or an import.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>When it was deleted; it can be brought back.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
