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

    private static async Task<Ok<MemberView>> UpdateAsync(string workspaceId, string userId, JsonElement patch, Memberships memberships, Changes changes, CancellationToken ct) =>
        TypedResults.Ok(await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var (member, user) = await memberships.FindAsync(workspaceId, userId, ct);
            var before = MemberView.Of(member, user);
            var input = MergePatch.Apply(new MemberInput(member.Role), patch);
            if (input.Role < Role.Admin)
            {
                await memberships.CheckOtherAdminAsync(member, ct);
            }

            member.Role = input.Role;
            change.Note("updated", Memberships.Kind, (userId, user.Name), before, () => MemberView.Of(member, user));
            return MemberView.Of(member, user);
        }, ct));

    private static async Task<NoContent> DeleteAsync(string workspaceId, string userId, Memberships memberships, CancellationToken ct)
    {
        await memberships.LeaveAsync(workspaceId, userId, "deleted", ct);
        return TypedResults.NoContent();
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
