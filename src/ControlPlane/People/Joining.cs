using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>Makes members of who was invited.</summary>
internal sealed class Joining(ControlContext db, UserManager<StoredUser> users, NewPeople people, PasswordCheck person, Changes changes, TimeProvider time)
{
    /// <summary>The person, who is a member now, and who the request is made by from here on.</summary>
    public async Task<StoredUser> JoinAsync(AcceptInput input, HttpContext context, CancellationToken ct)
    {
        var hash = Ids.HashOf(input.Secret);
        var workspaceId = await db.Invitations.Where(i => i.SecretHash == hash).Select(i => i.WorkspaceId).FirstOrDefaultAsync(ct) ?? throw Gone();
        return await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var now = time.GetUtcNow();
            var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.SecretHash == hash && i.AcceptedAt == null && i.ExpiresAt > now, ct) ?? throw Gone();
            var user = await WhoAsync(invitation, input, context);
            if (await db.Members.AnyAsync(m => m.WorkspaceId == workspaceId && m.UserId == user.Id, ct))
            {
                throw ApiException.Conflict("You are a member of this workspace already.");
            }

            invitation.AcceptedAt = now;
            var member = new StoredMember { WorkspaceId = workspaceId, UserId = user.Id, Role = invitation.Role, CreatedAt = now };
            db.Members.Add(member);
            change.Note("accepted", InvitationRoutes.Kind, (invitation.Id, invitation.Email), InvitationView.Of(invitation), () => MemberView.Of(member, user));
            return user;
        }, ct);
    }

    private async Task<StoredUser> WhoAsync(StoredInvitation invitation, AcceptInput input, HttpContext context)
    {
        if (Actor.Find(context) is { } actor)
        {
            var user = await person.FindAsync(context);
            return invitation.Email.Equals(actor.Email, StringComparison.OrdinalIgnoreCase)
                ? user
                : throw ApiException.Conflict($"The invitation is for {invitation.Email}, and you are logged in as {actor.Email}. Log out first.");
        }

        if (await users.FindByNameAsync(invitation.Email) is not null)
        {
            throw ApiException.Conflict($"There is somebody with the address {invitation.Email} already. Log in with it first, then accept.");
        }

        ApiException.ThrowIfAny(input.Problems());

        var made = await people.AddAsync(input.Name!, invitation.Email, input.Password!);
        context.Features.Set(new Actor(made.Id, made.Email!));
        return made;
    }

    private static ApiException Gone() => new(StatusCodes.Status404NotFound, "There is no such invitation: it was accepted, was taken back, or is over. Ask for another.");
}
