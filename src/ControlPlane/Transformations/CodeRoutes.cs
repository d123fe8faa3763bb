using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary><c>/api/v1/workspaces/{workspaceId}/transformations</c> and <c>…/libraries</c></summary>
internal sealed class CodeRoutes(CodeKind kind)
{
    private static readonly Paging<StoredTransformation> Pages = new Paging<StoredTransformation>()
        .By("name", t => t.Name).By("createdAt", t => t.CreatedAt).By("updatedAt", t => t.UpdatedAt);

    private static readonly Paging<StoredCodeVersion> VersionPages = new Paging<StoredCodeVersion>().By("createdAt", v => v.CreatedAt);

    public static void Map(RouteGroupBuilder workspace)
    {
        new CodeRoutes(CodeKind.Transformation).Map(workspace.MapGroup("/transformations").WithTags("Transformations"), "Transformation", "Transformations");
        new CodeRoutes(CodeKind.Library).Map(workspace.MapGroup("/libraries").WithTags("Libraries"), "Library", "Libraries");
    }

    private void Map(RouteGroupBuilder group, string one, string all)
    {
        group.MapGet("/", ListAsync).Needs(Role.Viewer).WithName($"list{all}").WithSummary($"The {all.ToLowerInvariant()} of the workspace, without their code.");
        group.MapPost("/", CreateAsync).Needs(Role.Editor).WithName($"create{one}").WithSummary($"Makes a {kind.Word()} with a first version, and publishes that if asked to and its tests are good.");
        group.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName($"get{one}").WithSummary($"A {kind.Word()} with its published and its newest version, deleted ones included.");
        group.MapPatch("/{id}", UpdateAsync).Needs(Role.Editor).Accepts<CodeInput>("application/merge-patch+json", "application/json").WithName($"update{one}")
            .WithSummary($"Changes what is named of a {kind.Word()}. Other code or tests are a new version, to be published by itself. What a library is imported by stays.");
        group.MapDelete("/{id}", DeleteAsync).Needs(Role.Editor).WithName($"delete{one}").WithSummary($"Deletes a {kind.Word()} that is not in use. It can be restored.");
        group.MapPost("/{id}/restore", RestoreAsync).Needs(Role.Editor).WithName($"restore{one}").WithSummary($"Brings a deleted {kind.Word()} back with all its versions.");
        group.MapPost("/{id}/duplicate", DuplicateAsync).Needs(Role.Editor).WithName($"duplicate{one}").WithSummary($"Makes a {kind.Word()} of another's newest version. It is not published.");
        group.MapGet("/{id}/versions", VersionsAsync).Needs(Role.Viewer).WithName($"list{one}Versions").WithSummary($"The versions of a {kind.Word()}, the newest first.");
        group.MapGet("/{id}/versions/{versionId}", VersionAsync).Needs(Role.Viewer).WithName($"get{one}Version").WithSummary($"A version of a {kind.Word()}.");
        group.MapPost("/{id}/versions/{versionId}/publish", PublishAsync).Needs(Role.Editor).WithName($"publish{one}Version").WithSummary(kind == CodeKind.Library
            ? "Tests the published transformations that import the library with a version of it, and puts it in force when all are good."
            : "Tests a version, and puts it in force when all tests are good.");
    }

    private async Task<Ok<Page<CodeView>>> ListAsync(
        string workspaceId, [AsParameters] PageQuery page, string? q, bool? deleted, ControlContext db, CodeViews views, CancellationToken ct)
    {
        var all = db.Transformations.Where(t => t.WorkspaceId == workspaceId && t.IsLibrary == (kind == CodeKind.Library) && t.DeletedAt != null == (deleted ?? false));
        all = q is { Length: > 0 } text ? all.Where(t => EF.Functions.Like(t.Name.ToLower(), Search.Pattern(text), Search.Escape) || t.Id == text || t.ImportName == text) : all;
        return TypedResults.Ok(await views.ListAsync(await Pages.ReadAsync(all, page, static t => t, ct), ct));
    }

    private async Task<Ok<FullCodeView>> GetAsync(string workspaceId, string id, HttpContext context, CodeQueries queries, CodeViews views, CancellationToken ct) =>
        await OkAsync(context, await queries.FindAsync(workspaceId, kind, id, ct), views, ct);

    private async Task<Created<FullCodeView>> CreateAsync(string workspaceId, NewCodeInput input, HttpContext context, CodeEdits edits, CodeViews views, CancellationToken ct)
    {
        var made = await edits.CreateAsync((workspaceId, Actor.Of(context).UserId), new NewCode(kind, input), ct);
        return await CreatedAsync(context, made.Item, views, ct);
    }

    private async Task<Ok<FullCodeView>> UpdateAsync(
        string workspaceId, string id, JsonElement patch, HttpContext context, CodeEdits edits, CodeViews views, CancellationToken ct)
    {
        var edit = new CodeEdit(input => MergePatch.Apply(input, patch)) { Check = item => Etag.Check(context, item) };
        return await OkAsync(context, (await edits.UpdateAsync((workspaceId, Actor.Of(context).UserId), (kind, id), edit, ct)).Item, views, ct);
    }

    private async Task<NoContent> DeleteAsync(string workspaceId, string id, HttpContext context, CodeRemoval removal, CancellationToken ct)
    {
        await removal.DeleteAsync(workspaceId, (kind, id), item => Etag.Check(context, item), ct);
        return TypedResults.NoContent();
    }

    private async Task<Ok<FullCodeView>> RestoreAsync(string workspaceId, string id, HttpContext context, CodeRemoval removal, CodeViews views, CancellationToken ct) =>
        await OkAsync(context, await removal.RestoreAsync(workspaceId, (kind, id), ct), views, ct);

    private async Task<Created<FullCodeView>> DuplicateAsync(
        string workspaceId, string id, DuplicateInput input, HttpContext context, CodeQueries queries, CodeEdits edits, CodeViews views, CancellationToken ct)
    {
        var item = await queries.FindLivingAsync(workspaceId, kind, id, ct);
        var like = CodeInput.Of(item, await queries.NewestAsync(item, ct));
        var copy = new NewCodeInput { Name = input.Name, Description = like.Description, Code = like.Code, Language = like.Language, Tests = like.Tests };
        var made = await edits.CreateAsync((workspaceId, Actor.Of(context).UserId), new NewCode(kind, copy), ct);
        return await CreatedAsync(context, made.Item, views, ct);
    }

    private async Task<Ok<Page<CodeVersionView>>> VersionsAsync(
        string workspaceId, string id, [AsParameters] PageQuery page, CodeQueries queries, CancellationToken ct)
    {
        var item = await queries.FindAsync(workspaceId, kind, id, ct);
        return TypedResults.Ok(await VersionPages.ReadAsync(queries.VersionsOf(item), page with { Sort = page.Sort ?? "-createdAt" }, v => CodeVersionView.Of(item, v), ct));
    }

    private async Task<Ok<CodeVersionView>> VersionAsync(string workspaceId, string id, string versionId, CodeQueries queries, CancellationToken ct)
    {
        var item = await queries.FindAsync(workspaceId, kind, id, ct);
        return TypedResults.Ok(CodeVersionView.Of(item, await queries.VersionAsync(item, versionId, ct)));
    }

    private async Task<Ok<FullCodeView>> PublishAsync(
        string workspaceId, string id, string versionId, HttpContext context, CodeQueries queries, CodePublishing publishing, CodeViews views, CancellationToken ct)
    {
        var code = await queries.ByVersionAsync(workspaceId, kind, versionId, ct);
        if (code.Item.Id != id)
        {
            throw ApiException.NotFound("version", versionId);
        }

        return await OkAsync(context, (await publishing.PublishAsync(workspaceId, [code], ct))[0], views, ct);
    }

    private static async Task<Ok<FullCodeView>> OkAsync(HttpContext context, StoredTransformation item, CodeViews views, CancellationToken ct)
    {
        Etag.Show(context, item);
        return TypedResults.Ok(await views.FullAsync(item, ct));
    }

    private static async Task<Created<FullCodeView>> CreatedAsync(HttpContext context, StoredTransformation item, CodeViews views, CancellationToken ct)
    {
        Etag.Show(context, item);
        var group = $"/{(item.IsLibrary ? "libraries" : "transformations")}";
        return TypedResults.Created($"{context.Request.Path.Value!.Split(group)[0]}{group}/{item.Id}", await views.FullAsync(item, ct));
    }
}
