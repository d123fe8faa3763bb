using System.Text.Json.Serialization;
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

/// <summary><c>/api/v1/invitations/accept</c></summary>
internal static class AcceptRoutes
{
    public static void MapAccept(this RouteGroupBuilder api) =>
        // Open: who is invited may be nobody yet; the secret of the link says who may.
        api.MapPost("/invitations/accept", AcceptAsync).WithTags("Members").IsOpen().WithName("acceptInvitation").WithSummary(
            "Joins a workspace by an invitation's secret: as who is logged in with its address, or, with a name and a password, as somebody new, who is then logged in.");

    private static async Task<Ok<LogInView>> AcceptAsync(
        AcceptInput input, HttpContext context, LogInLimits limits, Joining joining, BrowserSessions sessions, ControlContext db, CancellationToken ct)
    {
        limits.Take(context, email: null);
        var user = await joining.JoinAsync(input, context, ct);
        if (Actor.Of(context).SessionId is null)
        {
            await sessions.BeginAsync(context, user, ct);
        }

        return TypedResults.Ok(await LogInView.OfAsync(user, Actor.Of(context), db, ct));
    }
}

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

        if (input.Problems().ToList() is { Count: > 0 } problems)
        {
            throw ApiException.Invalid(problems);
        }

        var made = await people.AddAsync(input.Name!, invitation.Email, input.Password!);
        context.Features.Set(new Actor(made.Id, made.Email!));
        return made;
    }

    private static ApiException Gone() => new(StatusCodes.Status404NotFound, "There is no such invitation: it was accepted, was taken back, or is over. Ask for another.");
}

/// <summary>Who was invited accepts.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AcceptInput
{
    /// <summary>Of the link.</summary>
    public required string Secret { get; init; }

    /// <summary>Of who is nobody yet.</summary>
    public string? Name { get; init; }

    public string? Password { get; init; }

    /// <summary>All that is wrong of who is nobody yet, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems() => [.. PersonRules.NameProblems(Name), .. PersonRules.PasswordProblems(Password)];
}
