namespace Pintle.UserCode.Publishing;

/// <summary>A stored version of a transformation or a library. It never changes.</summary>
public sealed record Revision
{
    public required CodeKind Kind { get; init; }

    /// <summary>Of the transformation or library, in all its versions.</summary>
    public required string Id { get; init; }

    public required string VersionId { get; init; }

    public required string Name { get; init; }

    /// <summary>What a library is imported by; empty for a transformation.</summary>
    public string Handle { get; init; } = "";

    public required string Code { get; init; }

    /// <summary><c>1</c>; <c>0</c> for the former form.</summary>
    public string CodeVersion { get; init; } = "1";

    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";

    public string Description { get; init; } = "";

    /// <summary>Null: nobody has noted it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>In force: events go through it, or transformations import it.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Of a transformation.</summary>
    public IReadOnlyList<TestCase> Tests { get; init; } = [];
}

/// <summary>What a piece of code is.</summary>
public enum CodeKind
{
    /// <summary>Events go through it.</summary>
    Transformation,

    /// <summary>Transformations import it.</summary>
    Library,
}
