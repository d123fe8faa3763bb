using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Transfer;

/// <summary>Takes the credentials of a document over; what they hold is told to nobody.</summary>
internal sealed class CredentialImport(ControlContext db, SecretBox secrets)
{
    public async Task RunAsync(string workspaceId, WorkspaceDocument document, ImportRun run, CancellationToken ct)
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
            var before = View(credential);
            credential.IsSecret = WorkspaceDocument.Flag(given.Element, "isSecret", otherwise: true);
            var isOther = isNew || secrets.Credentials.Unprotect(credential.ProtectedValue) != value;
            credential.ProtectedValue = isOther ? secrets.Credentials.Protect(value) : credential.ProtectedValue;
            if (isNew)
            {
                db.Credentials.Add(credential);
                run.Created("credential", credential.Id, key, () => View(credential));
            }
            else
            {
                run.Kept(isOther || db.Entry(credential).State == EntityState.Modified, "credential", credential.Id, key, before, () => View(credential));
            }
        }
    }

    /// <summary>A credential as an import tells of it.</summary>
    public static object View(StoredCredential credential) => new { credential.Key, credential.IsSecret };
}
