using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary>Changes the issuers of a workspace. An issuer is asked before the change's transaction, which nobody must wait for.</summary>
internal sealed class IssuerEdits(ControlContext db, Changes changes, SecretBox secrets, IssuerDocuments documents)
{
    private const string Kind = "SSO issuer";

    public static async Task<StoredIssuer> FindAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await db.Issuers.FirstOrDefaultAsync(i => i.WorkspaceId == workspaceId && i.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);

    public async Task<StoredIssuer> CreateAsync(string workspaceId, IssuerInput input, CancellationToken ct)
    {
        ApiException.ThrowIfAny(input.Problems(before: null));
        await CheckAsync(input, before: null, ct);
        return await changes.MakeAsideAsync(workspaceId, change =>
        {
            var issuer = new StoredIssuer
            {
                Id = Ids.New("iss"),
                WorkspaceId = workspaceId,
                Name = "",
                Url = "",
                ClientId = "",
                ProtectedSecret = secrets.Issuers.Protect(input.ClientSecret!),
                Domains = "",
                Scopes = "",
            };
            input.WriteTo(issuer);
            db.Issuers.Add(issuer);
            change.Note("created", Kind, (issuer.Id, issuer.Name), before: null, () => IssuerView.Of(issuer));
            return Task.FromResult(issuer);
        }, ct);
    }

    public async Task<StoredIssuer> UpdateAsync(string workspaceId, string id, JsonElement patch, HttpContext context, CancellationToken ct)
    {
        var seen = await db.Issuers.AsNoTracking().FirstOrDefaultAsync(i => i.WorkspaceId == workspaceId && i.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);
        Etag.Check(context, seen);
        var wanted = MergePatch.Apply(IssuerInput.Of(seen), patch);
        ApiException.ThrowIfAny(wanted.Problems(seen));
        await CheckAsync(wanted, seen, ct);
        return await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var issuer = await FindAsync(db, workspaceId, id, ct);

            // What was checked is what is written: nobody has changed it meanwhile.
            if (issuer.Version != seen.Version)
            {
                throw new ApiException(StatusCodes.Status412PreconditionFailed, Etag.Stale);
            }

            var before = IssuerView.Of(issuer);
            wanted.WriteTo(issuer);
            issuer.ProtectedSecret = wanted.ClientSecret is { } secret ? secrets.Issuers.Protect(secret) : issuer.ProtectedSecret;
            if (before.Issuer != issuer.Url || before.ClientId != issuer.ClientId)
            {
                await ForgetLinksAsync(before.Issuer, id, ct);
            }

            change.Note("updated", Kind, (id, issuer.Name), before, () => IssuerView.Of(issuer));
            return issuer;
        }, ct);
    }

    public Task DeleteAsync(string workspaceId, string id, HttpContext context, CancellationToken ct) => changes.MakeAsideAsync(workspaceId, async change =>
    {
        var issuer = await FindAsync(db, workspaceId, id, ct);
        Etag.Check(context, issuer);
        db.Issuers.Remove(issuer);
        await ForgetLinksAsync(issuer.Url, id, ct);
        change.Note("deleted", Kind, (id, issuer.Name), IssuerView.Of(issuer), after: null);
        return issuer;
    }, ct);

    // One that is switched off, or gets another name, need not be there.
    private async Task CheckAsync(IssuerInput input, StoredIssuer? before, CancellationToken ct)
    {
        if (before?.Url == input.Issuer)
        {
            return;
        }

        try
        {
            await documents.CheckAsync(input.Issuer, ct);
        }
        catch (IssuerException wrong)
        {
            throw ApiException.Invalid("issuer", wrong.Message);
        }
    }

    // Issuers may call the same people otherwise for another client. They are linked again when they log in.
    private async Task ForgetLinksAsync(string url, string but, CancellationToken ct)
    {
        if (!await db.Issuers.AnyAsync(i => i.Url == url && i.Id != but, ct))
        {
            await db.UserLogins.Where(l => l.LoginProvider == url).ExecuteDeleteAsync(ct);
        }
    }
}
