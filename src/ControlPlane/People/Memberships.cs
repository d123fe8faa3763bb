using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>Finds members of workspaces, and takes them out.</summary>
internal sealed class Memberships(ControlContext db, Changes changes)
{
    public const string Kind = "member";

    /// <param name="workspaceId">The workspace.</param>
    /// <param name="userId">The member.</param>
    /// <param name="action">What the audit log calls it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ApiException">There is no such member, or it is the last administrator.</exception>
    public Task LeaveAsync(string workspaceId, string userId, string action, CancellationToken ct) => changes.MakeAsideAsync(workspaceId, async change =>
    {
        var (member, user) = await FindAsync(workspaceId, userId, ct);
        await CheckOtherAdminAsync(member, ct);
        await db.Tokens.Where(t => t.WorkspaceId == workspaceId && t.UserId == userId).ExecuteDeleteAsync(ct);
        db.Members.Remove(member);
        change.Note(action, Kind, (userId, user.Name), MemberView.Of(member, user), after: null);
        return userId;
    }, ct);

    /// <summary>A member and the person.</summary>
    public async Task<(StoredMember Member, StoredUser User)> FindAsync(string workspaceId, string userId, CancellationToken ct)
    {
        var found = await (from member in db.Members
                           join user in db.Users on member.UserId equals user.Id
                           where member.WorkspaceId == workspaceId && member.UserId == userId
                           select new { member, user }).FirstOrDefaultAsync(ct) ?? throw ApiException.NotFound(Kind, userId);
        return (found.member, found.user);
    }

    /// <summary>Is somebody else administrator? Still true at the commit: the workspace's changes happen one after the other.</summary>
    public async Task CheckOtherAdminAsync(StoredMember member, CancellationToken ct)
    {
        if (member.Role == Role.Admin && !await db.Members.AnyAsync(m => m.WorkspaceId == member.WorkspaceId && m.UserId != member.UserId && m.Role == Role.Admin, ct))
        {
            throw ApiException.Conflict("This is the workspace's last administrator. Make somebody else one first.");
        }
    }
}
