using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Destinations;

internal sealed class StoredDestination : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string Name { get; set; }

    /// <summary>Name of its definition: <c>WEBHOOK</c>.</summary>
    public required string Type { get; set; }

    public bool Enabled { get; set; }

    /// <summary>Keeps its place in the log and sends nothing.</summary>
    public bool Paused { get; set; }

    /// <summary>A JSON object without the secret settings.</summary>
    public required string Settings { get; set; }

    /// <summary>A JSON object of the secret settings by key, encrypted; null: none is set.</summary>
    public string? ProtectedSecrets { get; set; }

    /// <summary>Changes with the settings.</summary>
    public required string RevisionId { get; set; }

    /// <summary>The transformation whose published version its events go through; null: none.</summary>
    public string? TransformationId { get; set; }

    /// <summary>The account that it delivers through; null: it has credentials of its own.</summary>
    public string? AccountId { get; set; }

    public string? CreatedBy { get; set; }

    /// <summary>When it was deleted; it can be brought back.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
