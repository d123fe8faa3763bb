using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/workspaces/{workspaceId}/members</c></summary>
internal static class MemberRoutes
{
    public const string Kind = "member";

    public static void MapMembers(this RouteGroupBuilder workspace)
    {
        var members = workspace.MapGroup("/members").WithTags("Members");
        members.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listMembers").WithSummary("The members of the workspace, by name.");
        members.MapPatch("/{userId}", UpdateAsync).Needs(Role.Admin).Accepts<MemberInput>("application/merge-patch+json", "application/json").WithName("updateMember").WithSummary("Changes what a member may do. Somebody stays administrator.");
        members.MapDelete("/{userId}", DeleteAsync).Needs(Role.Admin).WithName("removeMember").WithSummary("Takes a member out of the workspace, with their tokens of it. Somebody stays administrator.");
    }

    private static async Task<Ok<Page<MemberView>>> ListAsync(string workspaceId, ControlContext db, CancellationToken ct)
    {
        var rows = await (from member in db.Members.AsNoTracking()
                          join user in db.Users.AsNoTracking() on member.UserId equals user.Id
                          where member.WorkspaceId == workspaceId
                          orderby user.Name, user.Id
                          select new { member, user }).ToListAsync(ct);
        return TypedResults.Ok(new Page<MemberView>([.. rows.Select(r => MemberView.Of(r.member, r.user))], Next: null));
    }

    private static async Task<Ok<MemberView>> UpdateAsync(string workspaceId, string userId, JsonElement patch, ControlContext db, Changes changes, CancellationToken ct) =>
        TypedResults.Ok(await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var (member, user) = await FindAsync(db, workspaceId, userId, ct);
            var before = MemberView.Of(member, user);
            var input = MergePatch.Apply(new MemberInput(member.Role), patch);
            if (input.Role < Role.Admin)
            {
                await CheckOtherAdminAsync(member, db, ct);
            }

            member.Role = input.Role;
            change.Note("updated", Kind, (userId, user.Name), before, () => MemberView.Of(member, user));
            return MemberView.Of(member, user);
        }, ct));

    private static async Task<NoContent> DeleteAsync(string workspaceId, string userId, ControlContext db, Changes changes, CancellationToken ct)
    {
        await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var (member, user) = await FindAsync(db, workspaceId, userId, ct);
            await CheckOtherAdminAsync(member, db, ct);
            await db.Tokens.Where(t => t.WorkspaceId == workspaceId && t.UserId == userId).ExecuteDeleteAsync(ct);
            db.Members.Remove(member);
            change.Note("deleted", Kind, (userId, user.Name), MemberView.Of(member, user), after: null);
            return userId;
        }, ct);
        return TypedResults.NoContent();
    }

    // Still true at the commit: the workspace's changes happen one after the other.
    private static async Task CheckOtherAdminAsync(StoredMember member, ControlContext db, CancellationToken ct)
    {
        if (member.Role == Role.Admin && !await db.Members.AnyAsync(m => m.WorkspaceId == member.WorkspaceId && m.UserId != member.UserId && m.Role == Role.Admin, ct))
        {
            throw ApiException.Conflict("This is the workspace's last administrator. Make somebody else one first.");
        }
    }

    private static async Task<(StoredMember Member, StoredUser User)> FindAsync(ControlContext db, string workspaceId, string userId, CancellationToken ct)
    {
        var found = await (from member in db.Members
                           join user in db.Users on member.UserId equals user.Id
                           where member.WorkspaceId == workspaceId && member.UserId == userId
                           select new { member, user }).FirstOrDefaultAsync(ct) ?? throw ApiException.NotFound(Kind, userId);
        return (found.member, found.user);
    }
}

/// <summary>What can be edited of a member.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemberInput(Role Role);

/// <summary>A member as the API shows it.</summary>
/// <param name="Id">Of the person.</param>
/// <param name="CreatedAt">When they joined.</param>
internal sealed record MemberView(string Id, string Name, string Email, Role Role, DateTimeOffset CreatedAt)
{
    public static MemberView Of(StoredMember member, StoredUser user) => new(user.Id, user.Name, user.Email!, member.Role, member.CreatedAt);
}
