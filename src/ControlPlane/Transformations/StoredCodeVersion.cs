using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Code as it was at one time. It never changes.</summary>
internal sealed class StoredCodeVersion : IStored
{
    public required string Id { get; set; }

    public required string WorkspaceId { get; set; }

    /// <summary>Of the transformation or library.</summary>
    public required string TransformationId { get; set; }

    public required string Code { get; set; }

    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public required string Language { get; set; }

    /// <summary><c>1</c>; <c>0</c> for the former form.</summary>
    public required string CodeVersion { get; set; }

    /// <summary>Name and description of then.</summary>
    public required string Name { get; set; }

    public required string Description { get; set; }

    /// <summary>Tests, a JSON list.</summary>
    public required string Tests { get; set; }

    public string? CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
