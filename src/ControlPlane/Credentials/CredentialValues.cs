using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Credentials;

/// <summary>What credentials hold: for code that runs, and for people as far as they may see it.</summary>
internal sealed class CredentialValues(ControlContext db, SecretBox secrets)
{
    /// <summary>What <c>getCredential</c> gives in a workspace, by key.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(string workspaceId, CancellationToken ct) =>
        (await db.Credentials.AsNoTracking().Where(c => c.WorkspaceId == workspaceId).ToListAsync(ct)).ToDictionary(c => c.Key, Open);

    public string Close(string value) => secrets.Credentials.Protect(value);

    /// <summary>A credential as people see it.</summary>
    public CredentialView ViewOf(StoredCredential credential) => new(
        credential.Id, credential.Key, credential.IsSecret ? null : Open(credential), credential.IsSecret, IsSet: true,
        credential.CreatedAt, credential.UpdatedAt, credential.Version);

    private string Open(StoredCredential credential) => secrets.Credentials.Unprotect(credential.ProtectedValue);
}
