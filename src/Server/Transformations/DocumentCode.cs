using Pintle.UserCode.Code;
using Pintle.Workspace;

namespace Pintle.Server.Transformations;

/// <summary>Code that the workspace document carries, and behind it that of a control plane.</summary>
/// <param name="workspace">Null: there is no document.</param>
/// <param name="backend">Null: there is no control plane.</param>
internal sealed class DocumentCode(WorkspaceHolder? workspace, ICodeStore? backend) : ICodeStore
{
    private const int NotFound = 404;
    private const int TryAgain = 809;

    public Task<StoredCode> TransformationAsync(string versionId, CancellationToken ct) =>
        workspace?.Current?.TransformationVersions.GetValueOrDefault(versionId) is { } found
            ? Task.FromResult(new StoredCode(found.VersionId, found.Name, "", found.Code, found.CodeVersion))
            : backend?.TransformationAsync(versionId, ct) ?? Task.FromException<StoredCode>(Missing("Transformation", versionId));

    public Task<StoredCode> LibraryAsync(string versionId, CancellationToken ct) =>
        workspace?.Current?.LibraryVersions.GetValueOrDefault(versionId) is { } found
            ? Task.FromResult(new StoredCode(found.VersionId, found.Name, found.Handle, found.Code, "1"))
            : backend?.LibraryAsync(versionId, ct) ?? Task.FromException<StoredCode>(Missing("Transformation library", versionId));

    private CodeMissingException Missing(string what, string versionId) => workspace switch
    {
        null => new CodeMissingException(NotFound, $"{what} not found: version {versionId}, for there is neither a workspace file nor a workspace.backend"),
        { Current: null } => new CodeMissingException(TryAgain, $"The workspace is not loaded yet, from which {what.ToLowerInvariant()} version {versionId} would come"),
        _ => new CodeMissingException(NotFound, $"{what} not found in the workspace file: version {versionId}"),
    };
}
