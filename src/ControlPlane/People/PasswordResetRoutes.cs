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

/// <summary><c>/api/v1/workspaces/{workspaceId}/members/{userId}/password-reset</c> makes a link for who has forgotten their password; <c>/api/v1/password/reset</c> uses it.</summary>
internal static class PasswordResetRoutes
{
    public static void MapPasswordResets(this RouteGroupBuilder workspace) => workspace.MapPost("/members/{userId}/password-reset", BeginAsync).WithTags("Members")
        .Needs(Role.Admin).WithName("beginPasswordReset").WithSummary("Makes a link by which a member sets a new password within an hour, and shows its secret once. For who administers every workspace that the member is in.");

    public static void MapPasswordReset(this RouteGroupBuilder api) =>

        // Open: who has forgotten the password can't log in; the secret of the link says who it is.
        api.MapPost("/password/reset", ResetAsync).WithTags("Session").IsOpen().WithName("resetPassword").WithSummary("Sets a password by a link's secret, and logs its person out everywhere.");

    private static async Task<Created<PasswordResetView>> BeginAsync(
        string workspaceId, string userId, PasswordInput input, HttpContext context, PasswordCheck person, PasswordResets resets, Memberships memberships, ControlContext db, Changes changes, CancellationToken ct)
    {
        var actor = PasswordCheck.ByBrowser(context);
        await person.ConfirmAsync(context, input.Password, "password", ct);
        var (_, user) = await memberships.FindAsync(workspaceId, userId, ct);
        if (user.Id == actor.UserId)
        {
            throw ApiException.Conflict("This is you. Change your password instead.");
        }

        // With the link one becomes the member, in all of their workspaces.
        if (await db.Members.AnyAsync(m => m.UserId == userId && !db.Members.Any(own => own.WorkspaceId == m.WorkspaceId && own.UserId == actor.UserId && own.Role == Role.Admin), ct))
        {
            throw ApiException.Forbidden($"{user.Name} is in a workspace that you don't administer. Who has the server can do it: pintle people reset-password {user.Email}");
        }

        var (secret, until) = await changes.MakeOfPersonAsync(userId, change => Task.FromResult(resets.Begin(user, change)), ct);
        return TypedResults.Created((string?)null, new PasswordResetView(secret, until));
    }

    private static async Task<NoContent> ResetAsync(PasswordResetInput input, HttpContext context, LogInLimits limits, PasswordResets resets, CancellationToken ct)
    {
        limits.Take(context, email: null);
        ApiException.ThrowIfAny(PersonRules.PasswordProblems(input.New, "new"));
        return await resets.UseAsync(input.Secret, input.New, ct)
            ? TypedResults.NoContent()
            : throw new ApiException(StatusCodes.Status404NotFound, "The link was used, or is over: it is good for an hour, and once. Ask for another.");
    }
}

/// <summary>A link's secret and the password to be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PasswordResetInput(string Secret, string New);

/// <summary>What makes a link: <c>/reset-password#SECRET</c> of the web app.</summary>
/// <param name="Secret">Shown now and never again.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
internal sealed record PasswordResetView(string Secret, DateTimeOffset ExpiresAt);
