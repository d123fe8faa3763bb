using System.Text.Json;

namespace Pintle.Workspace;

/// <summary>A version of a user transformation that the document carries. It never changes: other code is another version.</summary>
public sealed record TransformationVersion
{
    /// <summary>Of the transformation, in all its versions.</summary>
    public required string Id { get; init; }

    public required string VersionId { get; init; }

    public required string Name { get; init; }

    public required string Code { get; init; }

    /// <summary><c>1</c>; <c>0</c> for the former form.</summary>
    public string CodeVersion { get; init; } = "1";

    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";

    public string Description { get; init; } = "";

    /// <summary>Null: the document doesn't say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What it is tested with before it is published.</summary>
    public IReadOnlyList<CodeTest> Tests { get; init; } = [];
}

/// <summary>A test that is kept with a version of a transformation.</summary>
/// <param name="Name">Says what it shows.</param>
/// <param name="Events">Go in, a list.</param>
/// <param name="Expected">Must come out, a list; undefined: anything but an error will do.</param>
/// <param name="Metadata">Of every event; undefined: none.</param>
public sealed record CodeTest(string Name, JsonElement Events, JsonElement Expected, JsonElement Metadata);
