namespace Pintle.UserCode.Code;

/// <summary>One version of a user transformation with all that it imports. A version never changes.</summary>
/// <param name="VersionId">Of the version.</param>
/// <param name="Name">Name of the transformation, as errors show it.</param>
/// <param name="Source">An ES module that exports <c>transformEvent</c> or <c>transformBatch</c>; of code version 0 a script with a function <c>transform</c>.</param>
/// <param name="Libraries">The workspace's libraries that it may import.</param>
public sealed record TransformationCode(string VersionId, string Name, string Source, IReadOnlyList<LibraryCode> Libraries)
{
    /// <summary><c>0</c>: the former form, a global function <c>transform</c>.</summary>
    public string CodeVersion { get; init; } = "1";

    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";
}

/// <summary>One version of a library.</summary>
/// <param name="Handle">What transformations import it by.</param>
public sealed record LibraryCode(string VersionId, string Handle, string Source)
{
    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";
}
