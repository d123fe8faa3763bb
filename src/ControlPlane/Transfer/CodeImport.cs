using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Transformations;
using Pintle.Workspace;

namespace Pintle.ControlPlane.Transfer;

/// <summary>Takes over user code and what it needs, as far as a document carries it.</summary>
internal sealed class CodeImport(ControlContext db, SecretBox secrets)
{
    public async Task RunAsync(string workspaceId, WorkspaceDocument document, ImportRun run, CancellationToken ct)
    {
        await VersionsAsync(workspaceId, document.List("transformationVersions"), isLibrary: false, run, ct);
        await VersionsAsync(workspaceId, document.List("libraryVersions"), isLibrary: true, run, ct);
        await CredentialsAsync(workspaceId, document, run, ct);
    }

    /// <summary>The transformation that a destination of the document has; null: none.</summary>
    public async Task<string?> TransformationOfAsync(string workspaceId, Placed destination, ImportRun run, CancellationToken ct)
    {
        if (WorkspaceDocument.Of(destination.Element, "transformations") is not { ValueKind: System.Text.Json.JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return null;
        }

        var version = WorkspaceDocument.Text(list[0], "versionId");
        var id = db.CodeVersions.Local.FirstOrDefault(v => v.Id == version && v.WorkspaceId == workspaceId)?.TransformationId
            ?? await db.CodeVersions.Where(v => v.Id == version && v.WorkspaceId == workspaceId).Select(v => v.TransformationId).FirstOrDefaultAsync(ct);
        if (id is null)
        {
            run.Note($"{destination.At}.transformations[0]", $"The code of version \"{version}\" is not in the document. Create the transformation and give it to the destination.");
        }

        return id;
    }

    // Of a transformation with several versions in the document the one that is published, else the last, is in force.
    private async Task VersionsAsync(string workspaceId, IReadOnlyList<Placed> versions, bool isLibrary, ImportRun run, CancellationToken ct)
    {
        var type = isLibrary ? "library" : "transformation";
        var stored = await db.Transformations.Where(t => t.WorkspaceId == workspaceId && t.IsLibrary == isLibrary).ToDictionaryAsync(t => t.Id, ct);
        var known = (await db.CodeVersions.Where(v => v.WorkspaceId == workspaceId).Select(v => v.Id).ToListAsync(ct)).ToHashSet();
        foreach (var same in versions.GroupBy(v => v.Id))
        {
            var last = same.LastOrDefault(v => WorkspaceDocument.Flag(v.Element, "isPublished", otherwise: false)) ?? same.Last();
            var isNew = !stored.TryGetValue(same.Key, out var code);
            code ??= new StoredTransformation { Id = same.Key, WorkspaceId = workspaceId, Name = "", Description = "", ImportName = "", IsLibrary = isLibrary };
            var before = View(code);
            (code.Name, code.Description, code.DeletedAt) = (last.Name, WorkspaceDocument.Text(last.Element, "description"), null);
            code.ImportName = !isLibrary ? "" : WorkspaceDocument.Text(last.Element, "handleName") is { Length: > 0 } handle ? handle : LibraryHandle.Of(last.Name);
            code.PublishedVersionId = WorkspaceDocument.Text(last.Element, "versionId");
            if (isNew)
            {
                db.Transformations.Add(code);
            }

            foreach (var version in same.Where(v => !known.Contains(WorkspaceDocument.Text(v.Element, "versionId"))))
            {
                db.CodeVersions.Add(Version(workspaceId, version));
            }

            if (isNew)
            {
                run.Created(type, code.Id, code.Name, () => View(code));
            }
            else
            {
                run.Kept(db.Entry(code).State == EntityState.Modified, type, code.Id, code.Name, before, () => View(code));
            }
        }
    }

    private async Task CredentialsAsync(string workspaceId, WorkspaceDocument document, ImportRun run, CancellationToken ct)
    {
        var stored = await db.Credentials.Where(c => c.WorkspaceId == workspaceId).ToDictionaryAsync(c => c.Key, ct);
        foreach (var given in document.ById("credentials"))
        {
            var (key, value) = (WorkspaceDocument.Text(given.Element, "key"), WorkspaceDocument.Text(given.Element, "value"));
            if (key.Length == 0)
            {
                run.Note(given.At, "It has no key; it is left out.");
                continue;
            }

            var isNew = !stored.TryGetValue(key, out var credential);
            credential ??= new StoredCredential { Id = Ids.New("crd"), WorkspaceId = workspaceId, Key = key, ProtectedValue = "" };
            credential.IsSecret = WorkspaceDocument.Flag(given.Element, "isSecret", otherwise: true);
            var isOther = isNew || secrets.Credentials.Unprotect(credential.ProtectedValue) != value;
            credential.ProtectedValue = isOther ? secrets.Credentials.Protect(value) : credential.ProtectedValue;
            if (isNew)
            {
                db.Credentials.Add(credential);
                run.Created("credential", credential.Id, key, () => new { key });
            }
            else
            {
                run.Kept(isOther || db.Entry(credential).State == EntityState.Modified, "credential", credential.Id, key, new { key }, () => new { key });
            }
        }
    }

    private static StoredCodeVersion Version(string workspaceId, Placed version) => new()
    {
        Id = WorkspaceDocument.Text(version.Element, "versionId"),
        WorkspaceId = workspaceId,
        TransformationId = version.Id,
        Code = WorkspaceDocument.Text(version.Element, "code"),
        Language = WorkspaceDocument.Text(version.Element, "language") is { Length: > 0 } language ? language : "javascript",
        CodeVersion = WorkspaceDocument.Text(version.Element, "codeVersion") is { Length: > 0 } form ? form : "1",
        Name = version.Name,
        Description = WorkspaceDocument.Text(version.Element, "description"),
        Tests = WorkspaceDocument.Of(version.Element, "tests") is { ValueKind: System.Text.Json.JsonValueKind.Array } tests ? tests.GetRawText() : "[]",
        CreatedAt = DateTimeOffset.TryParse(WorkspaceDocument.Text(version.Element, "createdAt"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : DateTimeOffset.UnixEpoch,
    };

    private static object View(StoredTransformation code) => new { code.Id, code.Name, code.Description, code.ImportName, code.PublishedVersionId };
}
