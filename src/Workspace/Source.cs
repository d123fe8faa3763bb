using System.Text.Json;

namespace Pintle.Workspace;

/// <summary>Where events come from. Immutable, as one revision of the workspace has it.</summary>
public sealed record Source
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string WriteKey { get; init; }

    public required string WorkspaceId { get; init; }

    public bool Enabled { get; init; }

    public required SourceDefinition Definition { get; init; }

    /// <summary>The source's <c>config</c> object; an empty object when absent.</summary>
    public required JsonElement Config { get; init; }

    /// <summary>No archive, no samples.</summary>
    public bool Transient { get; init; }

    public bool GeoEnrichment { get; init; }

    /// <summary>Set for replay copies: the id of the source that they stand for.</summary>
    public string OriginalId { get; init; } = "";

    /// <summary>Every destination connected to it, disabled and device-mode ones included.</summary>
    public required IReadOnlyList<Destination> Destinations { get; init; }

    /// <summary>As the document has it; null: it doesn't say.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>As the document has it; null: it doesn't say.</summary>
    public string? CreatedAt { get; init; }

    /// <summary>As the document has it; null: it doesn't say.</summary>
    public string? UpdatedAt { get; init; }
}

/// <summary>What kind of source.</summary>
/// <param name="Category"><c>webhook</c>, <c>warehouse</c> (reverse ETL), <c>singer-protocol</c> or <c>cloud</c>; empty = event stream.</param>
/// <param name="Type"><c>web</c>, <c>cloud</c>, <c>android</c>, …</param>
public sealed record SourceDefinition(string Id, string Name, string DisplayName, string Category, string Type)
{
    /// <summary>The category with its default: <c>eventStream</c>.</summary>
    public string EffectiveCategory => Category.Length == 0 ? "eventStream" : Category;
}
