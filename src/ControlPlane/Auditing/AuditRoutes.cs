using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Auditing;

/// <summary><c>/api/v1/workspaces/{workspaceId}/audit</c></summary>
internal static class AuditRoutes
{
    private static readonly Paging<StoredAuditEntry> Pages = new Paging<StoredAuditEntry>().By("at", e => e.At);

    public static void MapAudit(this RouteGroupBuilder workspace) => workspace.MapGet("/audit", ListAsync).WithTags("Audit log")
        .Needs(Role.Editor).WithName("listAudit").WithSummary("Who changed what, the newest first.");

    private static async Task<Ok<Page<AuditView>>> ListAsync(string workspaceId, [AsParameters] PageQuery page, [AsParameters] AuditQuery query, ControlContext db, CancellationToken ct)
    {
        var entries = await Pages.ReadAsync(
            query.Of(db.AuditLog.Where(e => e.WorkspaceId == workspaceId)), page with { Sort = page.Sort is { Length: > 0 } sort ? sort : "-at" }, static e => e, ct);
        var ids = entries.Items.Select(e => e.UserId).OfType<string>().Distinct().ToList();
        var names = await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return TypedResults.Ok(new Page<AuditView>([.. entries.Items.Select(e => AuditView.Of(e, names))], entries.Next));
    }
}

/// <summary>Which entries.</summary>
/// <param name="TargetType">Of this kind of thing: <c>source</c>, <c>member</c>, …</param>
/// <param name="TargetId">Of this thing.</param>
/// <param name="UserId">By this person.</param>
/// <param name="Action">Of this kind: <c>created</c>, …</param>
/// <param name="From">Not before.</param>
/// <param name="To">Before.</param>
internal sealed record AuditQuery(string? TargetType, string? TargetId, string? UserId, string? Action, DateTimeOffset? From, DateTimeOffset? To)
{
    public IQueryable<StoredAuditEntry> Of(IQueryable<StoredAuditEntry> all)
    {
        all = TargetType is null ? all : all.Where(e => e.TargetType == TargetType);
        all = TargetId is null ? all : all.Where(e => e.TargetId == TargetId);
        all = UserId is null ? all : all.Where(e => e.UserId == UserId);
        all = Action is null ? all : all.Where(e => e.Action == Action);
        all = From is null ? all : all.Where(e => e.At >= From);
        return To is null ? all : all.Where(e => e.At < To);
    }
}
