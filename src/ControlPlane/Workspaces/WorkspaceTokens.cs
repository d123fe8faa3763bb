using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Workspaces;

/// <summary>The tokens by which data planes show whose they are: an encrypted one that administrators may look at, and its hash, by which the workspace is found.</summary>
internal static class WorkspaceTokens
{
    /// <summary>A new one, with what is kept of it.</summary>
    public static (string Token, string Hash, string Protected) New(SecretBox secrets)
    {
        var token = Ids.NewSecret("wst");
        return (token, Ids.HashOf(token), secrets.WorkspaceTokens.Protect(token));
    }

    /// <summary>The id of the workspace that has the token; null: none has.</summary>
    public static Task<string?> FindAsync(ControlContext db, string token, CancellationToken ct)
    {
        var hash = Ids.HashOf(token);
        return db.Workspaces.Where(w => w.TokenHash == hash).Select(w => w.Id).FirstOrDefaultAsync(ct);
    }
}
