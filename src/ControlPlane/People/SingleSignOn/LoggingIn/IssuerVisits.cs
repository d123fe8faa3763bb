using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>
/// People on their way to an issuer and back. Whoever sends another's browser here with a code of their own, or catches a code of another's, gets nowhere: the state is known to this
/// server, good once, and only in the browser that it was given to.
/// </summary>
internal sealed class IssuerVisits(ControlContext db, SecretBox secrets, IssuerDocuments documents, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private static readonly BrowserMark Mark = new("pintle-sso", "/api/v1/log-in");

    /// <summary>Begins one.</summary>
    /// <returns>The issuer's page, for this browser.</returns>
    /// <exception cref="IssuerException">The issuer is away.</exception>
    public async Task<string> BeginAsync(HttpContext context, StoredIssuer issuer, string redirectUri, string returnTo, CancellationToken ct)
    {
        var document = await documents.FindAsync(issuer.Url, ct);
        var now = time.GetUtcNow();
        var (state, nonce, mark, verifier) = (Ids.NewSecret("sst"), Ids.NewSecret("ssn"), Ids.NewSecret("ssb"), Ids.NewSecret("ssv"));
        var visit = new StoredIssuerVisit
        {
            Id = Ids.HashOf(state),
            WorkspaceId = issuer.WorkspaceId,
            IssuerId = issuer.Id,
            BrowserHash = Ids.HashOf(mark),
            NonceHash = Ids.HashOf(nonce),
            ProtectedVerifier = secrets.Issuers.Protect(verifier),
            RedirectUri = redirectUri,
            ReturnTo = returnTo,
            ExpiresAt = now + Life,
        };
        await db.IssuerVisits.Where(v => v.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        db.IssuerVisits.Add(visit);
        await db.SaveChangesAsync(ct);
        Mark.Give(context, visit.Id, mark, Life);
        return QueryHelpers.AddQueryString(document.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = issuer.ClientId,
            ["redirect_uri"] = redirectUri,
            ["scope"] = issuer.Scopes,
            ["state"] = state,
            ["nonce"] = nonce,
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Takes what was begun, so that nobody else can; null: there is none, it is over, or it was begun in another browser.</summary>
    public async Task<StoredIssuerVisit?> ClaimAsync(HttpContext context, string state, CancellationToken ct)
    {
        var id = Ids.HashOf(state);
        var visit = await db.IssuerVisits.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, ct);

        // Also when it is shown in the wrong browser: a state that others have seen is good for nothing any more.
        var isFirst = visit is not null && await db.IssuerVisits.Where(v => v.Id == id).ExecuteDeleteAsync(ct) == 1;
        if (visit is null || !isFirst || !Mark.IsOf(context, id, visit.BrowserHash))
        {
            return null;
        }

        Mark.Take(context, id);
        return visit.ExpiresAt > time.GetUtcNow() ? visit : null;
    }
}
