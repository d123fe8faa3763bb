using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Workspaces;

/// <summary><c>/api/v1/workspaces/{workspaceId}/token</c>: by which data planes fetch the configuration, secrets and all.</summary>
internal static class WorkspaceTokenRoutes
{
    public static void MapWorkspaceToken(this RouteGroupBuilder workspace)
    {
        var token = workspace.MapGroup("/token").WithTags("Workspaces");
        token.MapPost("/reveal", RevealAsync).Needs(Role.Admin).WithName("revealWorkspaceToken").WithSummary("Shows the token of the workspace's data planes, for one's password.");
        token.MapPost("/rotate", RotateAsync).Needs(Role.Admin).WithName("rotateWorkspaceToken").WithSummary("Makes a new token for the workspace's data planes, for one's password. The one before stops working at once.");
    }

    private static async Task<Ok<WorkspaceTokenView>> RevealAsync(
        string workspaceId, PasswordInput input, HttpContext context, PasswordCheck person, SecretBox secrets, ControlContext db, Changes changes, CancellationToken ct)
    {
        await person.ConfirmAsync(context, input.Password, "password", ct);
        return TypedResults.Ok(await changes.MakeAsideAsync(workspaceId, async change =>
        {
            var workspace = await WorkspaceRoutes.FindAsync(db, workspaceId, ct);
            change.Note("tokenRevealed", WorkspaceRoutes.Kind, (workspaceId, workspace.Name), before: null, after: null);
            return new WorkspaceTokenView(secrets.WorkspaceTokens.Unprotect(workspace.ProtectedToken));
        }, ct));
    }

    private static async Task<Ok<WorkspaceTokenView>> RotateAsync(
        string workspaceId, PasswordInput input, HttpContext context, PasswordCheck person, SecretBox secrets, ControlContext db, Changes changes, CancellationToken ct)
    {
        await person.ConfirmAsync(context, input.Password, "password", ct);
        return TypedResults.Ok(await changes.MakeAsync(workspaceId, async change =>
        {
            var workspace = await WorkspaceRoutes.FindAsync(db, workspaceId, ct);
            (var token, workspace.TokenHash, workspace.ProtectedToken) = WorkspaceTokens.New(secrets);
            change.Note("tokenRotated", WorkspaceRoutes.Kind, (workspaceId, workspace.Name), before: null, after: null);
            return new WorkspaceTokenView(token);
        }, ct));
    }
}

/// <summary>The token of a workspace's data planes.</summary>
internal sealed record WorkspaceTokenView(string Token);
