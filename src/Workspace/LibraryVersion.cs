namespace Pintle.Workspace;

/// <summary>A version of a library for transformations that the document carries. It never changes: other code is another version.</summary>
public sealed record LibraryVersion
{
    /// <summary>Of the library, in all its versions.</summary>
    public required string Id { get; init; }

    public required string VersionId { get; init; }

    public required string Name { get; init; }

    /// <summary>What transformations import it by.</summary>
    public required string Handle { get; init; }

    public required string Code { get; init; }

    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";

    public string Description { get; init; } = "";

    /// <summary>Null: the document doesn't say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
