using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.UserCode.Code;
using Pintle.Workspace;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Versions of the served workspace's code that its configuration doesn't carry: former ones, and drafts. Read from the control plane of this process.</summary>
/// <param name="services">Of the application.</param>
/// <param name="workspace">What is served.</param>
public sealed class LocalCode(IServiceProvider services, WorkspaceHolder workspace) : ICodeStore
{
    private const int NotFound = 404;

    public Task<StoredCode> TransformationAsync(string versionId, CancellationToken ct) => FindAsync(versionId, isLibrary: false, ct);

    public Task<StoredCode> LibraryAsync(string versionId, CancellationToken ct) => FindAsync(versionId, isLibrary: true, ct);

    private async Task<StoredCode> FindAsync(string versionId, bool isLibrary, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        var workspaceId = workspace.Current?.WorkspaceId ?? "";
        var found = await (from version in db.CodeVersions.AsNoTracking()
                           join item in db.Transformations.AsNoTracking() on version.TransformationId equals item.Id
                           where version.WorkspaceId == workspaceId && version.Id == versionId && item.IsLibrary == isLibrary
                           select new { version, item.ImportName }).FirstOrDefaultAsync(ct);
        return found is null
            ? throw new CodeMissingException(NotFound, $"{(isLibrary ? "Transformation library" : "Transformation")} not found in the workspace: version {versionId}")
            : new StoredCode(versionId, found.version.Name, found.ImportName, found.version.Code, found.version.CodeVersion) { Language = found.version.Language };
    }
}
