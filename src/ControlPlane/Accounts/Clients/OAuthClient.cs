using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Accounts.Clients;

/// <summary>A workspace's application at a vendor, for who talks with the vendor: it must not be shown.</summary>
/// <param name="Secret">Of the application.</param>
/// <param name="DeveloperToken">What advertising APIs want beside tokens; null: there is none.</param>
/// <param name="AuthoriseUrl">Null: the vendor's usual.</param>
/// <param name="TokenUrl">Null: the vendor's usual.</param>
internal sealed record OAuthClient(string ClientId, string Secret, string? DeveloperToken, string? AuthoriseUrl, string? TokenUrl)
{
    /// <summary>The one of a vendor; null: nobody has set it.</summary>
    public static async Task<OAuthClient?> FindAsync(ControlContext db, SecretBox secrets, string workspaceId, string vendor, CancellationToken ct) =>
        await db.OAuthClients.AsNoTracking().FirstOrDefaultAsync(c => c.WorkspaceId == workspaceId && c.Vendor == vendor, ct) is { } stored
            ? new OAuthClient(
                stored.ClientId, secrets.OAuthClients.Unprotect(stored.ProtectedSecret),
                stored.ProtectedDeveloperToken is { } token ? secrets.OAuthClients.Unprotect(token) : null, stored.AuthoriseUrl, stored.TokenUrl)
            : null;
}
