namespace Pintle.UserCode.Publishing;

/// <summary>Code that is to be a new version.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Of the transformation or library that it is a version of; empty: a new one.</param>
/// <param name="Name">Of a new one, or the new name; empty: as it was.</param>
/// <param name="Code">The code.</param>
public sealed record Draft(CodeKind Kind, string Id, string Name, string Code)
{
    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";

    /// <summary>Null: as it was.</summary>
    public string? Description { get; init; }

    /// <summary>Null: as they were.</summary>
    public IReadOnlyList<TestCase>? Tests { get; init; }
}
