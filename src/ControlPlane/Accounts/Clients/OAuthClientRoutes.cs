using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Accounts.Connecting;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Accounts.Clients;

/// <summary><c>/api/v1/workspaces/{workspaceId}/oauth-clients</c>: applications at vendors, which belong to whoever runs Pintle. One a vendor.</summary>
internal static class OAuthClientRoutes
{
    private const string Kind = "OAuth client";

    public static void MapOAuthClients(this RouteGroupBuilder workspace)
    {
        var clients = workspace.MapGroup("/oauth-clients").WithTags("Accounts");
        clients.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listOAuthClients").WithSummary("The workspace's applications at vendors, without their secrets, and the redirect URI to register.");
        clients.MapPut("/{vendor}", PutAsync).Needs(Role.Admin).WithName("putOAuthClient").WithSummary("Sets the application at a vendor. Accounts that were connected through another one must be connected again.");
        clients.MapDelete("/{vendor}", DeleteAsync).Needs(Role.Admin).WithName("deleteOAuthClient").WithSummary("Forgets the application at a vendor: its accounts' tokens are not renewed any more.");
    }

    private static async Task<Ok<OAuthClientList>> ListAsync(string workspaceId, HttpContext context, ControlContext db, ControlPlaneOptions options, CancellationToken ct) =>
        TypedResults.Ok(new OAuthClientList(
            [.. (await db.OAuthClients.AsNoTracking().Where(c => c.WorkspaceId == workspaceId).OrderBy(c => c.Vendor).ToListAsync(ct)).Select(OAuthClientView.Of)],
            VendorAddress.RedirectUri(options, context.Request)));

    private static async Task<Ok<OAuthClientView>> PutAsync(
        string workspaceId, string vendor, OAuthClientInput input, HttpContext context, ControlContext db, Changes changes, SecretBox secrets, CancellationToken ct)
    {
        if (AccountDefinitions.All.All(d => d.Vendor != vendor))
        {
            throw ApiException.NotFound("vendor", vendor);
        }

        var client = await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var found = await FindAsync(db, workspaceId, vendor, ct);
            if (found is not null)
            {
                Etag.Check(context, found);
            }

            ApiException.ThrowIfAny(input.Problems(found));
            var before = found is null ? null : OAuthClientView.Of(found);
            var client = found ?? new StoredOAuthClient { Id = Ids.New("ocl"), WorkspaceId = workspaceId, Vendor = vendor, ClientId = "", ProtectedSecret = "" };
            (client.ClientId, client.AuthoriseUrl, client.TokenUrl) = (input.ClientId, input.AuthoriseUrl, input.TokenUrl);
            client.ProtectedSecret = input.ClientSecret is { } secret ? secrets.OAuthClients.Protect(secret) : client.ProtectedSecret;
            client.ProtectedDeveloperToken = input.DeveloperToken is { } token ? secrets.OAuthClients.Protect(token) : client.ProtectedDeveloperToken;
            if (found is null)
            {
                db.OAuthClients.Add(client);
            }

            change.Note(found is null ? "created" : "updated", Kind, (client.Id, vendor), before, () => OAuthClientView.Of(client));
            return client;
        }, ct);
        Etag.Show(context, client);
        return TypedResults.Ok(OAuthClientView.Of(client));
    }

    private static async Task<NoContent> DeleteAsync(string workspaceId, string vendor, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var client = await FindAsync(db, workspaceId, vendor, ct) ?? throw ApiException.NotFound(Kind, vendor);
            Etag.Check(context, client);
            db.OAuthClients.Remove(client);
            change.Note("deleted", Kind, (client.Id, vendor), OAuthClientView.Of(client), after: null);
            return client;
        }, ct);
        return TypedResults.NoContent();
    }

    private static Task<StoredOAuthClient?> FindAsync(ControlContext db, string workspaceId, string vendor, CancellationToken ct) =>
        db.OAuthClients.FirstOrDefaultAsync(c => c.WorkspaceId == workspaceId && c.Vendor == vendor, ct);
}
