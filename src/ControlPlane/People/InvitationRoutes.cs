using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/workspaces/{workspaceId}/invitations</c></summary>
internal static class InvitationRoutes
{
    public const string Kind = "invitation";

    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private static readonly Paging<StoredInvitation> Pages = new Paging<StoredInvitation>().By("createdAt", i => i.CreatedAt).By("email", i => i.Email);

    public static void MapInvitations(this RouteGroupBuilder workspace)
    {
        var invitations = workspace.MapGroup("/invitations").WithTags("Members");
        invitations.MapGet("/", ListAsync).Needs(Role.Admin).WithName("listInvitations").WithSummary("Invitations that were not accepted, those that are over included.");
        invitations.MapPost("/", CreateAsync).Needs(Role.Admin).WithName("invite").WithSummary("Invites somebody, and shows the secret of the link once.");
        invitations.MapDelete("/{id}", CancelAsync).Needs(Role.Admin).WithName("cancelInvitation").WithSummary("Takes an invitation back.");
    }

    private static async Task<Ok<Page<InvitationView>>> ListAsync(string workspaceId, [AsParameters] PageQuery page, ControlContext db, CancellationToken ct) =>
        TypedResults.Ok(await Pages.ReadAsync(db.Invitations.Where(i => i.WorkspaceId == workspaceId && i.AcceptedAt == null), page, InvitationView.Of, ct));

    private static async Task<Created<InvitationView>> CreateAsync(
        string workspaceId, InvitationInput input, HttpContext context, ControlContext db, UserManager<StoredUser> users, Changes changes, TimeProvider time, CancellationToken ct)
    {
        ApiException.ThrowIfAny(PersonRules.EmailProblems(input.Email));

        var secret = Ids.NewSecret("inv");
        var made = await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var now = time.GetUtcNow();
            if (await users.FindByNameAsync(input.Email) is { } known && await db.Members.AnyAsync(m => m.WorkspaceId == workspaceId && m.UserId == known.Id, ct))
            {
                throw ApiException.Conflict($"{input.Email} is a member already.");
            }

            var email = input.Email.ToLowerInvariant();
            var same = db.Invitations.Where(i => i.WorkspaceId == workspaceId && i.AcceptedAt == null && i.Email == email);
            if (await same.AnyAsync(i => i.ExpiresAt > now, ct))
            {
                throw ApiException.Conflict($"{input.Email} is invited already. If the link is lost, take that invitation back and make another.");
            }

            await same.ExecuteDeleteAsync(ct);
            var invitation = new StoredInvitation
            {
                Id = Ids.New("inv"),
                WorkspaceId = workspaceId,
                Email = email,
                Role = input.Role,
                SecretHash = Ids.HashOf(secret),
                InvitedBy = Actor.Of(context).UserId,
                CreatedAt = now,
                ExpiresAt = now + Life,
            };
            db.Invitations.Add(invitation);
            change.Note("created", Kind, (invitation.Id, invitation.Email), before: null, () => InvitationView.Of(invitation));
            return InvitationView.Of(invitation);
        }, ct);
        return TypedResults.Created($"/api/v1/workspaces/{workspaceId}/invitations/{made.Id}", made with { Secret = secret });
    }

    private static async Task<NoContent> CancelAsync(string workspaceId, string id, ControlContext db, Changes changes, CancellationToken ct)
    {
        await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.WorkspaceId == workspaceId && i.Id == id && i.AcceptedAt == null, ct) ?? throw ApiException.NotFound(Kind, id);
            db.Invitations.Remove(invitation);
            change.Note("cancelled", Kind, (id, invitation.Email), InvitationView.Of(invitation), after: null);
            return id;
        }, ct);
        return TypedResults.NoContent();
    }
}
