using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Transformations;

namespace Pintle.ControlPlane.Transfer;

/// <summary>Takes away user code and credentials that a document doesn't have; what something uses stays, and the report says by whom.</summary>
internal sealed class CodePruning(ControlContext db, CodeRemoval removal, TimeProvider time)
{
    /// <summary>After everything else of the document is stored: what uses what is read from there.</summary>
    public async Task RunAsync(string workspaceId, WorkspaceDocument document, ImportRun run, CancellationToken ct)
    {
        // Transformations first: then nothing uses the libraries that only they imported.
        foreach (var isLibrary in new[] { false, true })
        {
            var (list, type) = isLibrary ? ("libraryVersions", "library") : ("transformationVersions", "transformation");
            var kept = document.List(list).Select(v => v.Id).ToHashSet();
            foreach (var lost in await db.Transformations.Where(t => t.WorkspaceId == workspaceId && t.IsLibrary == isLibrary && t.DeletedAt == null).OrderBy(t => t.Id).ToListAsync(ct))
            {
                if (kept.Contains(lost.Id))
                {
                    continue;
                }

                if (await removal.UsersAsync(lost, ct) is { Count: > 0 } users)
                {
                    run.Note(list, $"The {type} \"{lost.Name}\" is not there, and stays: {Named(users)} uses it.");
                    continue;
                }

                lost.DeletedAt = time.GetUtcNow();
                run.Removed(type, lost.Id, lost.Name, CodeState.Of(lost, await db.CodeVersions.Where(v => v.TransformationId == lost.Id).ToListAsync(ct)));
            }

            await db.SaveChangesAsync(ct);
        }

        await CredentialsAsync(workspaceId, document, run, ct);
    }

    private async Task CredentialsAsync(string workspaceId, WorkspaceDocument document, ImportRun run, CancellationToken ct)
    {
        var kept = document.ById("credentials").Select(c => WorkspaceDocument.Text(c.Element, "key")).ToHashSet();
        var lost = (await db.Credentials.Where(c => c.WorkspaceId == workspaceId).OrderBy(c => c.Id).ToListAsync(ct)).Where(c => !kept.Contains(c.Key)).ToList();
        var code = lost.Count == 0 ? [] : await (from item in db.Transformations
                                                 join version in db.CodeVersions on item.Id equals version.TransformationId
                                                 where item.WorkspaceId == workspaceId && item.DeletedAt == null
                                                     && (version.Id == item.PublishedVersionId || !db.CodeVersions.Any(v => v.TransformationId == item.Id && v.CreatedAt > version.CreatedAt))
                                                 select new { item.Id, item.Name, version.Code }).ToListAsync(ct);
        foreach (var credential in lost)
        {
            // By its text: code may make the key as it likes, but mostly names it.
            if (code.Where(c => c.Code.Contains(credential.Key, StringComparison.Ordinal)).Select(c => new UsedBy("code", c.Id, c.Name)).Distinct().ToList() is { Count: > 0 } users)
            {
                run.Note("credentials", $"The credential \"{credential.Key}\" is not there, and stays: {Named(users)} names it.");
                continue;
            }

            db.Credentials.Remove(credential);
            run.Removed("credential", credential.Id, credential.Key, CredentialImport.View(credential));
        }
    }

    private static string Named(IEnumerable<UsedBy> users) => string.Join(" and ", users.Select(u => $"\"{u.Name}\""));
}
