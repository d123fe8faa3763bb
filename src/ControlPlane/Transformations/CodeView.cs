using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Transformations;

/// <summary>A transformation or library as lists show it.</summary>
internal record CodeView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Of a library: what it is imported by. Null: a transformation.</summary>
    public required string? ImportName { get; init; }

    /// <summary>The version in force; null: none.</summary>
    public required string? PublishedVersionId { get; init; }

    /// <summary>The version that was stored last.</summary>
    public required string NewestVersionId { get; init; }

    /// <summary>Language of the newest version.</summary>
    public required string Language { get; init; }

    /// <summary>Of a transformation: whose events go through it.</summary>
    public required IReadOnlyList<CodeUser> Destinations { get; init; }

    /// <summary>Of a library: transformations whose published or newest version imports it.</summary>
    public required IReadOnlyList<UsedBy> ImportedBy { get; init; }

    public required string? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? DeletedAt { get; init; }

    public required int Version { get; init; }
}

/// <summary>A transformation or library with its code.</summary>
internal sealed record FullCodeView : CodeView
{
    /// <summary>The version in force; null: none.</summary>
    public required CodeVersionView? Published { get; init; }

    /// <summary>The version that was stored last: what a change is made on.</summary>
    public required CodeVersionView Newest { get; init; }
}

/// <summary>A destination whose events go through a transformation.</summary>
internal sealed record CodeUser(string Id, string Name, bool Enabled);

/// <summary>A transformation or library as the audit log shows it: a version never changes, so its id tells its code.</summary>
internal sealed record AuditedCode(string Name, string Description, string? ImportName, string? PublishedVersionId, string NewestVersionId)
{
    public static AuditedCode Of(StoredTransformation item, string newestVersionId) =>
        new(item.Name, item.Description, item.IsLibrary ? item.ImportName : null, item.PublishedVersionId, newestVersionId);
}
