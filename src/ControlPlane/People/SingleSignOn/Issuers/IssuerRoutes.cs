using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary><c>/api/v1/workspaces/{workspaceId}/sso-issuers</c>: who a workspace believes when they say who somebody is.</summary>
internal static class IssuerRoutes
{
    public static void MapIssuers(this RouteGroupBuilder workspace)
    {
        var issuers = workspace.MapGroup("/sso-issuers").WithTags("Single sign-on");
        issuers.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listSsoIssuers").WithSummary("The issuers that members of the workspace log in through, without their secrets, and the redirect URI to register there.");
        issuers.MapPost("/", CreateAsync).Needs(Role.Admin).WithName("createSsoIssuer").WithSummary("Adds an issuer. Its discovery document is read first.");
        issuers.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName("getSsoIssuer").WithSummary("An issuer, without its secret.");
        issuers.MapPatch("/{id}", UpdateAsync).Needs(Role.Admin).Accepts<IssuerInput>("application/merge-patch+json", "application/json").WithName("updateSsoIssuer")
            .WithSummary("Changes an issuer. One that is not enabled ends the sessions in this workspace that were begun through it.");
        issuers.MapDelete("/{id}", DeleteAsync).Needs(Role.Admin).WithName("deleteSsoIssuer").WithSummary("Takes an issuer away, and ends the sessions in this workspace that were begun through it.");
        issuers.MapPost("/{id}/check", CheckAsync).Needs(Role.Admin).WithName("checkSsoIssuer").WithSummary("Reads the issuer's discovery document and keys, and says what stands in the way of logging in.");
    }

    private static async Task<Ok<IssuerList>> ListAsync(string workspaceId, HttpContext context, ControlContext db, ControlPlaneOptions options, CancellationToken ct) =>
        TypedResults.Ok(new IssuerList(
            [.. (await db.Issuers.AsNoTracking().Where(i => i.WorkspaceId == workspaceId).OrderBy(i => i.Name).ThenBy(i => i.Id).ToListAsync(ct)).Select(IssuerView.Of)],
            IssuerCallback.RedirectUri(options, context.Request)));

    private static async Task<Ok<IssuerView>> GetAsync(string workspaceId, string id, HttpContext context, ControlContext db, CancellationToken ct) =>
        Shown(context, await IssuerEdits.FindAsync(db, workspaceId, id, ct));

    private static async Task<Created<IssuerView>> CreateAsync(string workspaceId, IssuerInput input, HttpContext context, IssuerEdits edits, CancellationToken ct)
    {
        var issuer = await edits.CreateAsync(workspaceId, input, ct);
        Etag.Show(context, issuer);
        return TypedResults.Created($"/api/v1/workspaces/{workspaceId}/sso-issuers/{issuer.Id}", IssuerView.Of(issuer));
    }

    private static async Task<Ok<IssuerView>> UpdateAsync(string workspaceId, string id, JsonElement patch, HttpContext context, IssuerEdits edits, CancellationToken ct) =>
        Shown(context, await edits.UpdateAsync(workspaceId, id, patch, context, ct));

    private static async Task<NoContent> DeleteAsync(string workspaceId, string id, HttpContext context, IssuerEdits edits, CancellationToken ct)
    {
        await edits.DeleteAsync(workspaceId, id, context, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IssuerCheckView>> CheckAsync(string workspaceId, string id, ControlContext db, IssuerDocuments documents, CancellationToken ct)
    {
        var issuer = await IssuerEdits.FindAsync(db, workspaceId, id, ct);
        try
        {
            var document = await documents.CheckAsync(issuer.Url, ct);
            return TypedResults.Ok(new IssuerCheckView(null, document.AuthorizationEndpoint, document.TokenEndpoint, document.SigningKeys.Count));
        }
        catch (IssuerException wrong)
        {
            return TypedResults.Ok(new IssuerCheckView(wrong.Message, null, null, 0));
        }
    }

    private static Ok<IssuerView> Shown(HttpContext context, StoredIssuer issuer)
    {
        Etag.Show(context, issuer);
        return TypedResults.Ok(IssuerView.Of(issuer));
    }
}
