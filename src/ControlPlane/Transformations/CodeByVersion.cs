using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Versions for data planes: <c>/transformation/getByVersionId</c> and <c>/transformationLibrary/getByVersionId</c>.</summary>
internal static class CodeByVersion
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // No person asks but a data plane, with the workspace's token, which is looked at here.
        routes.MapGet("/transformation/getByVersionId", TransformationAsync).IsForPrograms().WithTags("Data planes").WithName("transformationByVersion").WithSummary("A version of a transformation, for data planes.");
        routes.MapGet("/transformationLibrary/getByVersionId", LibraryAsync).IsForPrograms().WithTags("Data planes").WithName("libraryByVersion").WithSummary("A version of a library, for data planes.");
    }

    private static async Task<Ok<TransformationForDataPlane>> TransformationAsync(string versionId, HttpContext context, ControlContext db, CancellationToken ct)
    {
        var (item, version) = await FindAsync(context, db, (IsLibrary: false, versionId), ct);
        return TypedResults.Ok(new TransformationForDataPlane(item.Id, item.WorkspaceId, versionId, version.Name, version.Code, version.CodeVersion, version.Language));
    }

    private static async Task<Ok<LibraryForDataPlane>> LibraryAsync(string versionId, HttpContext context, ControlContext db, CancellationToken ct)
    {
        var (item, version) = await FindAsync(context, db, (IsLibrary: true, versionId), ct);
        return TypedResults.Ok(new LibraryForDataPlane(
            item.Id, item.WorkspaceId, versionId, version.Name, item.ImportName, item.ImportName, version.Code, version.CodeVersion, version.Language));
    }

    // Of deleted ones too: events that were taken before still go through them.
    private static async Task<EditedCode> FindAsync(HttpContext context, ControlContext db, (bool IsLibrary, string VersionId) which, CancellationToken ct)
    {
        if (BasicCredentials.Read(context.Request) is not { User: { Length: > 0 } token, Password: "" } || await WorkspaceTokens.FindAsync(db, token, ct) is not { } workspaceId)
        {
            context.Response.Headers.WWWAuthenticate = "Basic";
            throw new ApiException(StatusCodes.Status401Unauthorized, "Send the token of the workspace as the user name: Authorization: Basic base64(token:).");
        }

        var found = await (from version in db.CodeVersions.AsNoTracking()
                           join item in db.Transformations.AsNoTracking() on version.TransformationId equals item.Id
                           where version.WorkspaceId == workspaceId && version.Id == which.VersionId && item.IsLibrary == which.IsLibrary
                           select new { item, version }).FirstOrDefaultAsync(ct);
        return found is null ? throw ApiException.NotFound("version", which.VersionId) : new EditedCode(found.item, found.version);
    }
}

/// <summary>A version of a transformation as data planes read it.</summary>
internal sealed record TransformationForDataPlane(string Id, string WorkspaceId, string VersionId, string Name, string Code, string CodeVersion, string Language);

/// <summary>A version of a library as data planes read it.</summary>
internal sealed record LibraryForDataPlane(
    string Id, string WorkspaceId, string VersionId, string Name, string HandleName, string ImportName, string Code, string CodeVersion, string Language);
