using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;

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
