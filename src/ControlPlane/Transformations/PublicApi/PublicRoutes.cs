using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations.PublicApi;

/// <summary><c>/transformations</c> and <c>/libraries</c>, for scripts that were written for the established product (user transformations §11).</summary>
internal sealed class PublicRoutes(CodeKind kind)
{
    private const int UsualCount = 5;
    private const int MostVersions = 200;

    private string List => kind == CodeKind.Library ? "libraries" : "transformations";

    private string Versions => kind == CodeKind.Library ? "libraryVersions" : "TransformationVersions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Scripts know no 422: what is wrong with code is a 400 to them.
        var group = routes.MapGroup("").NeedsPerson().WithTags("Public API").WithMetadata(PagesFirst.Instance);
        group.AddEndpointFilter(static async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (ApiException wrong) when (wrong.Status == StatusCodes.Status422UnprocessableEntity)
            {
                throw new ApiException(StatusCodes.Status400BadRequest, wrong.Message) { Errors = wrong.Errors, More = wrong.More };
            }
        });
        group.MapPost("/transformations/libraries/publish", PublicPublishing.PublishAsync).WithName("publicPublish").WithSummary("Tests versions together, and puts all of them in force when all tests are good.");
        new PublicRoutes(CodeKind.Transformation).Map(group.MapGroup("/transformations"), "Transformation");
        new PublicRoutes(CodeKind.Library).Map(group.MapGroup("/libraries"), "Library");
    }

    private void Map(RouteGroupBuilder group, string one)
    {
        group.MapPost("/", CreateAsync).WithName($"publicCreate{one}").WithSummary($"Makes a {kind.Word()}.");
        group.MapGet("/", ListAsync).WithName($"publicList{one}").WithSummary("The published ones.");
        group.MapGet("/{id}", GetAsync).WithName($"publicGet{one}").WithSummary($"A published {kind.Word()}.");
        group.MapPost("/{id}", UpdateAsync).WithName($"publicUpdate{one}").WithSummary($"Stores a new version of a {kind.Word()}.");
        group.MapGet("/{id}/versions", VersionsAsync).WithName($"publicList{one}Versions").WithSummary("Stored versions, the newest first unless orderBy is ASC.");
        group.MapGet("/{id}/versions/{versionId}", VersionAsync).WithName($"publicGet{one}Version").WithSummary("A stored version.");
        if (kind == CodeKind.Transformation)
        {
            group.MapDelete("/{id}", DeleteAsync).WithName($"publicDelete{one}").WithSummary("Deletes a transformation that no destination uses.");
        }
    }

    private async Task<Ok<PublicView>> CreateAsync(
        PublicInput input, bool? publish, PublicAccess access, CodeEdits edits, DestinationAttaching attaching, CodeQueries queries, CancellationToken ct)
    {
        var by = await access.OfAsync(Role.Editor, ct);
        IReadOnlyList<string> destinations = kind == CodeKind.Transformation ? input.DestinationIds ?? [] : [];
        if (destinations.Count > 0 && publish != true)
        {
            throw ApiException.Invalid("destinationIds", "Only a published transformation can be connected to destinations: add publish=true.");
        }

        var made = await edits.CreateAsync(by, new NewCode(kind, input.ToNew(publish ?? false))
        {
            Also = (change, item) => attaching.AttachAsync(change, item, destinations, ct),
        }, ct);
        return TypedResults.Ok(PublicView.Of(made, (await queries.DestinationsAsync([made.Item.Id], ct))[made.Item.Id]));
    }

    private async Task<Ok<Dictionary<string, List<PublicView>>>> ListAsync(PublicAccess access, CodeQueries queries, CancellationToken ct)
    {
        var published = await queries.PublishedAsync((await access.OfAsync(Role.Viewer, ct)).WorkspaceId, kind, ct);
        var destinations = await queries.DestinationsAsync([.. published.Select(c => c.Item.Id)], ct);
        return TypedResults.Ok(new Dictionary<string, List<PublicView>> { [List] = [.. published.Select(c => PublicView.Of(c, destinations[c.Item.Id]))] });
    }

    private async Task<Ok<PublicView>> GetAsync(string id, PublicAccess access, CodeQueries queries, CancellationToken ct)
    {
        var item = await queries.FindLivingAsync((await access.OfAsync(Role.Viewer, ct)).WorkspaceId, kind, id, ct);
        var version = await queries.VersionAsync(item, item.PublishedVersionId ?? throw ApiException.NotFound($"published {kind.Word()}", id), ct);
        return TypedResults.Ok(PublicView.Of(new EditedCode(item, version), (await queries.DestinationsAsync([id], ct))[id]));
    }

    private async Task<Ok<PublicView>> UpdateAsync(
        string id, PublicInput input, bool? publish, PublicAccess access, CodeEdits edits, CodeQueries queries, CancellationToken ct)
    {
        var by = await access.OfAsync(Role.Editor, ct);
        var edited = await edits.UpdateAsync(by, (kind, id), new CodeEdit(input.Onto) { AlwaysNew = true, Publish = publish ?? false }, ct);
        return TypedResults.Ok(PublicView.Of(edited, (await queries.DestinationsAsync([id], ct))[id]));
    }

    private async Task<Ok<Dictionary<string, bool>>> DeleteAsync(string id, PublicAccess access, CodeRemoval removal, CancellationToken ct)
    {
        await removal.DeleteAsync((await access.OfAsync(Role.Editor, ct)).WorkspaceId, (kind, id), static _ => { }, ct);
        return TypedResults.Ok(new Dictionary<string, bool> { ["success"] = true });
    }

    private async Task<Ok<Dictionary<string, List<PublicView>>>> VersionsAsync(
        string id, int? count, string? orderBy, PublicAccess access, CodeQueries queries, CancellationToken ct)
    {
        var item = await queries.FindLivingAsync((await access.OfAsync(Role.Viewer, ct)).WorkspaceId, kind, id, ct);
        if (count is < 1 or > MostVersions)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"count must be from 1 to {MostVersions}; it is {count}.");
        }

        var all = queries.VersionsOf(item);
        var sorted = orderBy?.ToUpperInvariant() switch
        {
            "ASC" => all.OrderBy(v => v.CreatedAt).ThenBy(v => v.Id),
            "DESC" or null => all.OrderByDescending(v => v.CreatedAt).ThenByDescending(v => v.Id),
            _ => throw new ApiException(StatusCodes.Status400BadRequest, $"orderBy must be ASC or DESC; it is \"{orderBy}\"."),
        };
        var versions = await sorted.Take(count ?? UsualCount).ToListAsync(ct);
        List<CodeUser> destinations = [.. (await queries.DestinationsAsync([id], ct))[id]];
        return TypedResults.Ok(new Dictionary<string, List<PublicView>>
        {
            [Versions] = [.. versions.Select(v => PublicView.OfRevision(new EditedCode(item, v), destinations))],
        });
    }

    private async Task<Ok<PublicView>> VersionAsync(string id, string versionId, PublicAccess access, CodeQueries queries, CancellationToken ct)
    {
        var item = await queries.FindLivingAsync((await access.OfAsync(Role.Viewer, ct)).WorkspaceId, kind, id, ct);
        var code = new EditedCode(item, await queries.VersionAsync(item, versionId, ct));
        return TypedResults.Ok(PublicView.OfRevision(code, (await queries.DestinationsAsync([id], ct))[id]));
    }
}
