using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Workspaces;

/// <summary><c>/api/v1/workspaces</c>, and what is of one as a whole.</summary>
internal static class WorkspaceRoutes
{
    public const string Kind = "workspace";

    private const string Tag = "Workspaces";

    public static void MapWorkspaces(this RouteGroupBuilder api)
    {
        var all = api.MapGroup("/workspaces").WithTags(Tag);
        all.MapGet("/", ListAsync).NeedsPerson().WithName("listWorkspaces").WithSummary("The workspaces that one is a member of, by name.");
        all.MapPost("/", CreateAsync).NeedsPerson().WithName("createWorkspace").WithSummary("Makes a workspace and becomes its administrator. For who is one of another.");
    }

    public static void MapWorkspace(this RouteGroupBuilder workspace)
    {
        workspace.MapGet("/", GetAsync).WithTags(Tag).Needs(Role.Viewer).WithName("getWorkspace").WithSummary("A workspace.");
        workspace.MapPatch("/", UpdateAsync).WithTags(Tag).Needs(Role.Admin).Accepts<WorkspaceInput>("application/merge-patch+json", "application/json").WithName("updateWorkspace").WithSummary("Changes a workspace's name.");
    }

    public static async Task<StoredWorkspace> FindAsync(ControlContext db, string id, CancellationToken ct) =>
        await db.Workspaces.FirstOrDefaultAsync(w => w.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);

    private static async Task<Ok<Page<OwnWorkspaceView>>> ListAsync(HttpContext context, ControlContext db, CancellationToken ct) =>
        TypedResults.Ok(new Page<OwnWorkspaceView>(await OwnWorkspaceView.ListAsync(Actor.Of(context), db, ct), Next: null));

    private static async Task<Created<WorkspaceView>> CreateAsync(WorkspaceInput input, HttpContext context, Founding founding, ControlContext db, CancellationToken ct)
    {
        var actor = PasswordCheck.ByBrowser(context);
        if (!await db.Members.AnyAsync(m => m.UserId == actor.UserId && m.Role == Role.Admin, ct))
        {
            throw ApiException.Forbidden("Only who is an administrator of a workspace makes another. Ask one of yours.");
        }

        if (actor.Issuer is not null)
        {
            throw ApiException.Forbidden("A new workspace has no single sign-on yet, so you could not enter it. Log in with your password, and make it there.");
        }

        ApiException.ThrowIfAny(input.Problems());
        var workspace = await founding.MakeAsync(input.Name, () => Task.FromResult(actor.UserId), ct);
        Etag.Show(context, workspace);
        return TypedResults.Created($"/api/v1/workspaces/{workspace.Id}", WorkspaceView.Of(workspace));
    }

    private static async Task<Ok<WorkspaceView>> GetAsync(string workspaceId, HttpContext context, ControlContext db, CancellationToken ct) => Shown(context, await FindAsync(db, workspaceId, ct));

    private static async Task<Ok<WorkspaceView>> UpdateAsync(string workspaceId, JsonElement patch, HttpContext context, ControlContext db, Changes changes, CancellationToken ct) =>
        Shown(context, await changes.MakeAsync(workspaceId, async change =>
        {
            var workspace = await FindAsync(db, workspaceId, ct);
            Etag.Check(context, workspace);
            var input = MergePatch.Apply(WorkspaceInput.Of(workspace), patch);
            ApiException.ThrowIfAny(input.Problems());
            var before = WorkspaceView.Of(workspace);
            workspace.Name = input.Name;
            change.Note("updated", Kind, (workspaceId, workspace.Name), before, () => WorkspaceView.Of(workspace));
            return workspace;
        }, ct));

    private static Ok<WorkspaceView> Shown(HttpContext context, StoredWorkspace workspace)
    {
        Etag.Show(context, workspace);
        return TypedResults.Ok(WorkspaceView.Of(workspace));
    }
}
