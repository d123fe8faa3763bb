using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Credentials;

/// <summary><c>/api/v1/workspaces/{workspaceId}/credentials</c></summary>
internal static class CredentialRoutes
{
    private const string Kind = "credential";

    private static readonly Paging<StoredCredential> Pages = new Paging<StoredCredential>()
        .By("key", c => c.Key).By("createdAt", c => c.CreatedAt).By("updatedAt", c => c.UpdatedAt);

    public static void MapCredentials(this RouteGroupBuilder workspace)
    {
        var credentials = workspace.MapGroup("/credentials").WithTags("Credentials");
        credentials.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listCredentials").WithSummary("What user code gets by getCredential. Values that are secret are not shown.");
        credentials.MapPost("/", CreateAsync).Needs(Role.Editor).WithName("createCredential").WithSummary("Makes a credential.");
        credentials.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName("getCredential").WithSummary("A credential.");
        credentials.MapPatch("/{id}", UpdateAsync).Needs(Role.Editor).Accepts<CredentialInput>("application/merge-patch+json", "application/json").WithName("updateCredential").WithSummary("Changes what is named of a credential.");
        credentials.MapDelete("/{id}", DeleteAsync).Needs(Role.Editor).WithName("deleteCredential").WithSummary("Deletes a credential for good: user code gets undefined for its key.");
    }

    private static async Task<Ok<Page<CredentialView>>> ListAsync(
        string workspaceId, [AsParameters] PageQuery page, string? q, ControlContext db, CredentialValues values, CancellationToken ct)
    {
        var all = db.Credentials.Where(c => c.WorkspaceId == workspaceId);
        all = q is { Length: > 0 } text ? all.Where(c => EF.Functions.Like(c.Key.ToLower(), Search.Pattern(text), Search.Escape) || c.Id == text) : all;
        return TypedResults.Ok(await Pages.ReadAsync(all, page, values.ViewOf, ct));
    }

    private static async Task<Ok<CredentialView>> GetAsync(string workspaceId, string id, HttpContext context, ControlContext db, CredentialValues values, CancellationToken ct)
    {
        var credential = await FindAsync(db, workspaceId, id, ct);
        Etag.Show(context, credential);
        return TypedResults.Ok(values.ViewOf(credential));
    }

    private static async Task<Created<CredentialView>> CreateAsync(
        string workspaceId, CredentialInput input, HttpContext context, ControlContext db, Changes changes, CredentialValues values, CancellationToken ct)
    {
        ApiException.ThrowIfAny(input.Problems());
        var credential = await changes.MakeAsync(workspaceId, async change =>
        {
            var credential = new StoredCredential
            {
                Id = Ids.New("crd"),
                WorkspaceId = workspaceId,
                Key = input.Key,
                ProtectedValue = values.Close(input.Value!),
                IsSecret = input.IsSecret,
            };
            await CheckKeyAsync(db, credential, ct);
            db.Credentials.Add(credential);
            change.Note("created", Kind, (credential.Id, credential.Key), before: null, () => values.ViewOf(credential));
            return credential;
        }, ct);
        Etag.Show(context, credential);
        return TypedResults.Created($"{context.Request.Path.Value!.TrimEnd('/')}/{credential.Id}", values.ViewOf(credential));
    }

    private static async Task<Ok<CredentialView>> UpdateAsync(
        string workspaceId, string id, JsonElement patch, HttpContext context, ControlContext db, Changes changes, CredentialValues values, CancellationToken ct)
    {
        var credential = await changes.MakeAsync(workspaceId, async change =>
        {
            var credential = await FindAsync(db, workspaceId, id, ct);
            Etag.Check(context, credential);
            var input = MergePatch.Apply(CredentialInput.Of(credential), patch);
            ApiException.ThrowIfAny(input.Problems(credential, patch));
            var before = values.ViewOf(credential);
            (credential.Key, credential.IsSecret) = (input.Key, input.IsSecret);
            credential.ProtectedValue = input.Value is null ? credential.ProtectedValue : values.Close(input.Value);
            await CheckKeyAsync(db, credential, ct);
            change.Note("updated", Kind, (id, credential.Key), before, () => values.ViewOf(credential));
            return credential;
        }, ct);
        Etag.Show(context, credential);
        return TypedResults.Ok(values.ViewOf(credential));
    }

    private static async Task<NoContent> DeleteAsync(
        string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, CredentialValues values, CancellationToken ct)
    {
        await changes.MakeAsync(workspaceId, async change =>
        {
            var credential = await FindAsync(db, workspaceId, id, ct);
            Etag.Check(context, credential);
            db.Credentials.Remove(credential);
            change.Note("deleted", Kind, (id, credential.Key), values.ViewOf(credential), after: null);
            return credential;
        }, ct);
        return TypedResults.NoContent();
    }

    private static async Task CheckKeyAsync(ControlContext db, StoredCredential credential, CancellationToken ct)
    {
        if (await db.Credentials.AnyAsync(c => c.WorkspaceId == credential.WorkspaceId && c.Key == credential.Key && c.Id != credential.Id, ct))
        {
            throw ApiException.Conflict($"There is a credential with the key \"{credential.Key}\" already. Change that one, or choose another key.");
        }
    }

    private static async Task<StoredCredential> FindAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await db.Credentials.FirstOrDefaultAsync(c => c.WorkspaceId == workspaceId && c.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);
}
