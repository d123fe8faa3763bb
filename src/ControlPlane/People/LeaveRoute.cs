using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/workspaces/{workspaceId}/leave</c></summary>
internal static class LeaveRoute
{
    public static void MapLeave(this RouteGroupBuilder workspace) => workspace.MapPost("/leave", LeaveAsync).WithTags("Members")
        .Needs(Role.Viewer).WithName("leaveWorkspace").WithSummary("Leaves the workspace; one's tokens of it are gone. Somebody stays administrator.");

    private static async Task<NoContent> LeaveAsync(string workspaceId, HttpContext context, Memberships memberships, CancellationToken ct)
    {
        await memberships.LeaveAsync(workspaceId, PasswordCheck.ByBrowser(context).UserId, "left", ct);
        return TypedResults.NoContent();
    }
}
