namespace Pintle.UserCode.Code;

/// <summary>Where versions of code come from. A version never changes. Thread-safe.</summary>
public interface ICodeStore
{
    /// <summary>A version of a transformation.</summary>
    /// <exception cref="CodeMissingException">There is none, or it can't be had now.</exception>
    Task<StoredCode> TransformationAsync(string versionId, CancellationToken ct);

    /// <summary>A version of a library.</summary>
    /// <exception cref="CodeMissingException">There is none, or it can't be had now.</exception>
    Task<StoredCode> LibraryAsync(string versionId, CancellationToken ct);
}

/// <summary>One version of a transformation or library, as it is stored.</summary>
/// <param name="Handle">What a library is imported by.</param>
/// <param name="CodeVersion"><c>1</c>; <c>0</c> for the former form.</param>
public sealed record StoredCode(string VersionId, string Name, string Handle, string Source, string CodeVersion)
{
    /// <summary><c>javascript</c> or <c>typescript</c>.</summary>
    public string Language { get; init; } = "javascript";
}

/// <summary>Code that isn't to be had.</summary>
/// <param name="status">For callers of the API: 404 and others that are final, 809: to be tried again for ever, 503: who asks is not let in.</param>
public sealed class CodeMissingException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
