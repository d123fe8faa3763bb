using System.Security.Cryptography;
using System.Text;
using Pintle.Server.Hosting;
using Pintle.Server.Watching;
using Pintle.Workspace;

namespace Pintle.Server.Admin;

/// <summary>What the command line asks of a running server. Every route needs the admin token.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder routes, DataPlane plane, WorkspaceHolder workspace, PipelineCode code, string token, TimeProvider time)
    {
        var admin = routes.MapGroup("/admin").ExcludeFromDescription();
        admin.AddEndpointFilter(async (context, next) => IsAllowed(context.HttpContext.Request, token)
            ? await next(context)
            : TypedResults.Problem("The admin token is missing or wrong.", statusCode: StatusCodes.Status401Unauthorized));
        admin.MapWatching(new WatchSetup(plane, workspace, code, PayloadRedaction.None, time));
        admin.MapTransformations(plane, workspace, code, time);
    }

    private static bool IsAllowed(HttpRequest request, string token) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(request.Headers.Authorization.ToString()), Encoding.ASCII.GetBytes($"Bearer {token}"));
}
