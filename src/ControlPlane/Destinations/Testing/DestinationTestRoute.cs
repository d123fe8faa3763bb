using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Destinations.Testing;

/// <summary><c>POST /api/v1/workspaces/{workspaceId}/destinations/{id}/test</c></summary>
internal static class DestinationTestRoute
{
    public static void Map(RouteGroupBuilder workspace) => workspace.MapPost("/destinations/{id}/test", RunAsync).Needs(Role.Editor).WithTags("Destinations")
        .WithName("testDestination").WithSummary("Shows the requests that a destination makes of an event, without its secrets; with \"send\" makes them, and shows what the vendor answers. Nothing is stored.");

    private static async Task<Ok<DestinationTestAnswer>> RunAsync(string workspaceId, string id, DestinationTestInput input, ControlContext db, DestinationTest test, CancellationToken ct)
    {
        ApiException.ThrowIfAny([.. input.Problems()]);
        var destination = await db.Destinations.AsNoTracking().FirstOrDefaultAsync(d => d.WorkspaceId == workspaceId && d.Id == id && d.DeletedAt == null, ct)
            ?? throw ApiException.NotFound("destination", id);
        return TypedResults.Ok(await test.RunAsync(destination, input, ct));
    }
}
