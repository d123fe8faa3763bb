using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>Finds the person whom an issuer vouches for, or makes them, when the workspace lets them in.</summary>
internal sealed class Admission(ControlContext db, UserManager<StoredUser> users, NewPeople people, Changes changes, TimeProvider time)
{
    private const string Kind = "person";

    /// <summary>The person, who is a member of the issuer's workspace and linked, and who the request is made by from here on.</summary>
    /// <exception cref="LogInRefusedException">They are not let in.</exception>
    public Task<StoredUser> AdmitAsync(HttpContext context, StoredIssuer issuer, VouchedPerson vouched, CancellationToken ct) =>
        changes.MakeAsideAsync(issuer.WorkspaceId, async change =>
        {
            var linked = await users.FindByLoginAsync(issuer.Url, vouched.Subject);
            var isVerified = vouched.Email is not null && (vouched.IsVerified ?? issuer.TrustsAddresses) && !PersonRules.EmailProblems(vouched.Email).Any();
            if (issuer.Domains.Length > 0 && (vouched.Email is null || !issuer.Admits(vouched.Email)))
            {
                throw new LogInRefusedException(LogInProblem.Domain, "The e-mail address is of another domain, or was not told.");
            }

            // Whoever chooses their own address at the issuer must not become somebody else here.
            if (linked is null && !isVerified)
            {
                throw new LogInRefusedException(LogInProblem.Unverified, "The issuer does not say that the e-mail address is theirs (email, email_verified).");
            }

            var known = linked ?? await users.FindByNameAsync(vouched.Email!);
            var role = known is null ? null : await RoleOfAsync(issuer.WorkspaceId, known.Id, ct);
            var invitation = role is null && isVerified ? await InvitationAsync(issuer.WorkspaceId, vouched.Email!, ct) : null;
            if ((role ?? invitation?.Role ?? issuer.JoinRole) is not { } given)
            {
                throw new LogInRefusedException(LogInProblem.NotInvited, "They are no member, and were not invited.");
            }

            var user = known ?? await people.AddWithoutPasswordAsync(vouched.Name ?? vouched.Email!, vouched.Email!);
            context.Features.Set(new Actor(user.Id, user.Email!) { Issuer = issuer.Url });
            if (linked is null)
            {
                await LinkAsync(user, issuer, vouched.Subject, change);
            }

            if (role is null)
            {
                Join(user, issuer, given, invitation, change);
            }

            change.Note("loggedIn", Kind, (user.Id, user.Name), before: null, () => new { issuer = issuer.Name, issuerId = issuer.Id });
            return user;
        }, ct);

    // An issuer gives an address to somebody new when the one before has left: that is another person.
    private async Task LinkAsync(StoredUser user, StoredIssuer issuer, string subject, Change change)
    {
        if ((await users.GetLoginsAsync(user)).Any(l => l.LoginProvider == issuer.Url))
        {
            throw new LogInRefusedException(LogInProblem.Linked, $"The person {user.Id} is linked to another subject of this issuer.");
        }

        NewPeople.Must(await users.AddLoginAsync(user, new UserLoginInfo(issuer.Url, subject, issuer.Name)));
        change.Note("linked", Kind, (user.Id, user.Name), before: null, () => new { issuer = issuer.Name, issuerId = issuer.Id, subject });
    }

    private void Join(StoredUser user, StoredIssuer issuer, Role role, StoredInvitation? invitation, Change change)
    {
        var now = time.GetUtcNow();
        var member = new StoredMember { WorkspaceId = issuer.WorkspaceId, UserId = user.Id, Role = role, CreatedAt = now };
        db.Members.Add(member);
        if (invitation is null)
        {
            change.Note("created", Memberships.Kind, (user.Id, user.Name), before: null, () => MemberView.Of(member, user));
            return;
        }

        var before = InvitationView.Of(invitation);
        invitation.AcceptedAt = now;
        change.Note("accepted", InvitationRoutes.Kind, (invitation.Id, invitation.Email), before, () => MemberView.Of(member, user));
    }

    private Task<Role?> RoleOfAsync(string workspaceId, string userId, CancellationToken ct) =>
        db.Members.Where(m => m.WorkspaceId == workspaceId && m.UserId == userId).Select(m => (Role?)m.Role).FirstOrDefaultAsync(ct);

    private Task<StoredInvitation?> InvitationAsync(string workspaceId, string email, CancellationToken ct)
    {
        var (now, address) = (time.GetUtcNow(), email.ToLowerInvariant());
        return db.Invitations.FirstOrDefaultAsync(i => i.WorkspaceId == workspaceId && i.Email == address && i.AcceptedAt == null && i.ExpiresAt > now, ct);
    }
}
