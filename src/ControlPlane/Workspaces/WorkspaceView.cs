using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Workspaces;

/// <summary>A workspace as the API shows it.</summary>
/// <param name="Revision">Of what data planes work from.</param>
internal sealed record WorkspaceView(string Id, string Name, long Revision, DateTimeOffset RevisedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    public static WorkspaceView Of(StoredWorkspace workspace) => new(
        workspace.Id, workspace.Name, workspace.Revision, workspace.RevisedAt, workspace.CreatedAt, workspace.UpdatedAt, workspace.Version);
}

/// <summary>A workspace of who asks, and what they may do there.</summary>
internal sealed record OwnWorkspaceView(string Id, string Name, Role Role)
{
    /// <summary>All of somebody, by name. A token has one.</summary>
    public static async Task<IReadOnlyList<OwnWorkspaceView>> ListAsync(Actor actor, ControlContext db, CancellationToken ct)
    {
        var all = await (from member in db.Members
                         join workspace in db.Workspaces on member.WorkspaceId equals workspace.Id
                         where member.UserId == actor.UserId && (actor.TokenWorkspaceId == null || actor.TokenWorkspaceId == workspace.Id)
                             && (actor.Issuer == null || db.Issuers.Any(i => i.WorkspaceId == workspace.Id && i.Url == actor.Issuer && i.IsEnabled))
                         orderby workspace.Name, workspace.Id
                         select new { workspace.Id, workspace.Name, member.Role }).ToListAsync(ct);
        return [.. all.Select(w => new OwnWorkspaceView(w.Id, w.Name, actor.TokenRole is { } most && most < w.Role ? most : w.Role))];
    }
}
