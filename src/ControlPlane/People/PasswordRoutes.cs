using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/password</c></summary>
internal static class PasswordRoutes
{
    public static void MapPassword(this RouteGroupBuilder api) => api.MapPost("/password", ChangeAsync).WithTags("Session")
        .NeedsPerson().WithName("changePassword").WithSummary("Changes one's password, and logs out everywhere but here.");

    private static async Task<NoContent> ChangeAsync(
        NewPasswordInput input, HttpContext context, PasswordCheck person, BrowserSessions sessions, UserManager<StoredUser> users, Changes changes, CancellationToken ct)
    {
        var actor = PasswordCheck.ByBrowser(context);
        ApiException.ThrowIfAny(PersonRules.PasswordProblems(input.New, "new"));

        var user = await person.ConfirmAsync(context, input.Current, "current", ct);
        await changes.MakeOfPersonAsync(user.Id, async change =>
        {
            NewPeople.Must(await users.ChangePasswordAsync(user, input.Current, input.New));
            await sessions.EndOthersAsync(user.Id, actor.SessionId, ct);
            change.Note("passwordChanged", "person", (user.Id, user.Name), before: null, after: null);
            return user;
        }, ct);
        return TypedResults.NoContent();
    }
}

/// <summary>A password in place of another.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewPasswordInput(string Current, string New);
