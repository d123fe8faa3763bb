using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Transformations.PublicApi;

/// <summary>The public API names no workspace: it is the token's.</summary>
internal sealed class PublicAccess(ControlContext db, IHttpContextAccessor http)
{
    /// <summary>Who asks, and the workspace, in which they must be at least this.</summary>
    /// <exception cref="ApiException">They are not, or have no token.</exception>
    public async Task<(string WorkspaceId, string UserId)> OfAsync(Role least, CancellationToken ct)
    {
        var actor = Actor.Of(http.HttpContext!);
        if (actor.TokenWorkspaceId is not { } workspaceId)
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "Send your address and a personal access token: Authorization: Basic base64(email:token).");
        }

        return await AccessCheck.RoleAsync(actor, workspaceId, db, ct) is { } role && role >= least
            ? (workspaceId, actor.UserId)
            : throw ApiException.Forbidden($"This needs a token with the role {least.ToString().ToLowerInvariant()}, of a person who has it in the workspace.");
    }
}
