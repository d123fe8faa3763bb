using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Transformations;

/// <summary>A user transformation, or a library that user transformations import.</summary>
internal sealed class StoredTransformation : IStored, IVersioned
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    /// <summary>Others import it; nothing runs it by itself.</summary>
    public bool IsLibrary { get; set; }

    /// <summary>Of a library: the name by which it is imported. Empty: a transformation.</summary>
    public required string ImportName { get; set; }

    /// <summary>The version in force; null: none was published.</summary>
    public string? PublishedVersionId { get; set; }

    public string? CreatedBy { get; set; }

    /// <summary>When it was deleted; it can be brought back.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
