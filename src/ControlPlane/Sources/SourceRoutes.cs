using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Sources;

/// <summary><c>/api/v1/workspaces/{workspaceId}/sources</c></summary>
internal static class SourceRoutes
{
    private const string Kind = "source";

    private static readonly Paging<StoredSource> Pages = new Paging<StoredSource>()
        .By("name", s => s.Name).By("createdAt", s => s.CreatedAt).By("updatedAt", s => s.UpdatedAt).By("type", s => s.Type);

    public static void MapSources(this RouteGroupBuilder workspace)
    {
        var sources = workspace.MapGroup("/sources").WithTags("Sources");
        sources.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listSources").WithSummary("The sources of the workspace.");
        sources.MapPost("/", CreateAsync).Needs(Role.Editor).WithName("createSource").WithSummary("Makes a source, with a write key.");
        sources.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName("getSource").WithSummary("A source, deleted ones included.");
        sources.MapPatch("/{id}", UpdateAsync).Needs(Role.Editor).Accepts<SourceInput>("application/merge-patch+json", "application/json").WithName("updateSource").WithSummary("Changes what is named of a source. Its type stays.");
        sources.MapDelete("/{id}", DeleteAsync).Needs(Role.Editor).WithName("deleteSource").WithSummary("Deletes a source that no destination is connected to. It can be restored.");
        sources.MapPost("/{id}/restore", RestoreAsync).Needs(Role.Editor).WithName("restoreSource").WithSummary("Brings a deleted source back, with its write key.");
        sources.MapPost("/{id}/duplicate", DuplicateAsync).Needs(Role.Editor).WithName("duplicateSource").WithSummary("Makes a source like another, with a write key of its own.");
    }

    private static async Task<Ok<Page<SourceView>>> ListAsync(
        string workspaceId, [AsParameters] PageQuery page, string? q, string? type, bool? enabled, bool? deleted, ControlContext db, CancellationToken ct)
    {
        var all = db.Sources.Where(s => s.WorkspaceId == workspaceId && s.DeletedAt != null == (deleted ?? false));
        all = q is { Length: > 0 } text ? all.Where(s => EF.Functions.Like(s.Name.ToLower(), Search.Pattern(text), Search.Escape) || s.Id == text || s.WriteKey == text) : all;
        all = type is null ? all : all.Where(s => s.Type == type);
        all = enabled is null ? all : all.Where(s => s.Enabled == enabled);
        return TypedResults.Ok(await Pages.ReadAsync(all, page, SourceView.Of, ct));
    }

    private static async Task<Ok<SourceView>> GetAsync(string workspaceId, string id, HttpContext context, ControlContext db, CancellationToken ct)
    {
        var source = await FindAsync(db, workspaceId, id, ct);
        Etag.Show(context, source);
        return TypedResults.Ok(SourceView.Of(source));
    }

    private static async Task<Created<SourceView>> CreateAsync(string workspaceId, SourceInput input, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        ApiException.ThrowIfAny(input.Problems());
        return Created(context, await changes.MakeAsync(workspaceId, change => Task.FromResult(Add(new StoredSource
        {
            Id = Ids.New("src"),
            WorkspaceId = workspaceId,
            Name = input.Name,
            Type = SourceType.Find(input.Type)!.Name,
            WriteKey = Ids.NewWriteKey(),
            Enabled = input.Enabled,
            Settings = input.Settings.GetRawText(),
            GeoEnrichment = input.GeoEnrichment,
            Transient = input.Transient,
            CreatedBy = Actor.Of(context).UserId,
        }, change, db)), ct));
    }

    private static async Task<Ok<SourceView>> UpdateAsync(
        string workspaceId, string id, JsonElement patch, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        var source = await changes.MakeAsync(workspaceId, async change =>
        {
            var source = await FindLivingAsync(db, workspaceId, id, ct);
            Etag.Check(context, source);
            var input = MergePatch.Apply(SourceInput.Of(source), patch);
            ApiException.ThrowIfAny(input.Problems(source.Type));
            if (!input.Type.Equals(source.Type, StringComparison.OrdinalIgnoreCase))
            {
                throw ApiException.Invalid("type", $"The source is of the kind {source.Type}, and stays that. Make another source.");
            }

            var before = SourceView.Of(source);
            (source.Name, source.Enabled) = (input.Name, input.Enabled);
            source.Settings = KeptDefinition.With(input.Settings, KeptDefinition.Of(source.Settings));
            (source.GeoEnrichment, source.Transient) = (input.GeoEnrichment, input.Transient);
            change.Note("updated", Kind, (id, source.Name), before, () => SourceView.Of(source));
            return source;
        }, ct);
        Etag.Show(context, source);
        return TypedResults.Ok(SourceView.Of(source));
    }

    private static async Task<NoContent> DeleteAsync(string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, TimeProvider time, CancellationToken ct)
    {
        await changes.MakeAsync(workspaceId, async change =>
        {
            var source = await FindLivingAsync(db, workspaceId, id, ct);
            Etag.Check(context, source);
            var users = await (from connection in db.Connections
                               join destination in db.Destinations on connection.DestinationId equals destination.Id
                               where connection.SourceId == id
                               orderby destination.Name
                               select new UsedBy("destination", destination.Id, destination.Name)).ToListAsync(ct);
            if (users.Count > 0)
            {
                throw ApiException.InUse(Kind, users);
            }

            source.DeletedAt = time.GetUtcNow();
            change.Note("deleted", Kind, (id, source.Name), SourceView.Of(source), after: null);
            return source;
        }, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SourceView>> RestoreAsync(string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        var source = await changes.MakeAsync(workspaceId, async change =>
        {
            var source = await FindAsync(db, workspaceId, id, ct);
            if (source.DeletedAt is null)
            {
                throw ApiException.Conflict($"The source \"{source.Name}\" is not deleted.");
            }

            source.DeletedAt = null;
            change.Note("restored", Kind, (id, source.Name), before: null, () => SourceView.Of(source));
            return source;
        }, ct);
        Etag.Show(context, source);
        return TypedResults.Ok(SourceView.Of(source));
    }

    private static async Task<Created<SourceView>> DuplicateAsync(
        string workspaceId, string id, DuplicateInput input, HttpContext context, ControlContext db, Changes changes, CancellationToken ct) =>
        Created(context, await changes.MakeAsync(workspaceId, async change =>
        {
            var source = await FindLivingAsync(db, workspaceId, id, ct);
            ApiException.ThrowIfAny((SourceInput.Of(source) with { Name = input.Name }).Problems(source.Type));
            return Add(new StoredSource
            {
                Id = Ids.New("src"),
                WorkspaceId = workspaceId,
                Name = input.Name,
                Type = source.Type,
                WriteKey = Ids.NewWriteKey(),
                Enabled = source.Enabled,
                Settings = source.Settings,
                GeoEnrichment = source.GeoEnrichment,
                Transient = source.Transient,
                CreatedBy = Actor.Of(context).UserId,
            }, change, db);
        }, ct));

    private static StoredSource Add(StoredSource source, Change change, ControlContext db)
    {
        db.Sources.Add(source);
        change.Note("created", Kind, (source.Id, source.Name), before: null, () => SourceView.Of(source));
        return source;
    }

    private static Created<SourceView> Created(HttpContext context, StoredSource source)
    {
        Etag.Show(context, source);
        return TypedResults.Created($"{context.Request.Path.Value!.Split("/sources")[0]}/sources/{source.Id}", SourceView.Of(source));
    }

    private static async Task<StoredSource> FindAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await db.Sources.FirstOrDefaultAsync(s => s.WorkspaceId == workspaceId && s.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);

    private static async Task<StoredSource> FindLivingAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await FindAsync(db, workspaceId, id, ct) is { DeletedAt: null } source ? source : throw ApiException.NotFound(Kind, id);
}
