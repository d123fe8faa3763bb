using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Destinations;

/// <summary><c>/api/v1/workspaces/{workspaceId}/destinations</c></summary>
internal static class DestinationRoutes
{
    private const string Kind = "destination";

    private static readonly Paging<StoredDestination> Pages = new Paging<StoredDestination>()
        .By("name", d => d.Name).By("createdAt", d => d.CreatedAt).By("updatedAt", d => d.UpdatedAt).By("type", d => d.Type);

    public static void MapDestinations(this RouteGroupBuilder workspace)
    {
        var destinations = workspace.MapGroup("/destinations").WithTags("Destinations");
        destinations.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listDestinations").WithSummary("The destinations of the workspace; with sourceId: those that a source is connected to.");
        destinations.MapPost("/", CreateAsync).Needs(Role.Editor).WithName("createDestination").WithSummary("Makes a destination.");
        destinations.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName("getDestination").WithSummary("A destination, deleted ones included. Its secrets are never told.");
        destinations.MapPatch("/{id}", UpdateAsync).Needs(Role.Editor).Accepts<DestinationInput>("application/merge-patch+json", "application/json")
            .WithName("updateDestination").WithSummary("Changes what is named of a destination; secrets that are not named stay. Its type stays. Pause and resume it with \"paused\".");
        destinations.MapDelete("/{id}", DeleteAsync).Needs(Role.Editor).WithName("deleteDestination").WithSummary("Deletes a destination that no source is connected to. It can be restored.");
        destinations.MapPost("/{id}/restore", RestoreAsync).Needs(Role.Editor).WithName("restoreDestination").WithSummary("Brings a deleted destination back, with its secrets.");
        destinations.MapPost("/{id}/duplicate", DuplicateAsync).Needs(Role.Editor).WithName("duplicateDestination").WithSummary("Makes a destination like another, with its secrets and without its connections.");
    }

    private static async Task<Ok<Page<DestinationView>>> ListAsync(
        string workspaceId, [AsParameters] PageQuery page, string? q, string? type, bool? enabled, bool? paused, bool? deleted, string? sourceId,
        ControlContext db, DestinationCatalogue catalogue, SettingsVault vault, CancellationToken ct)
    {
        var all = db.Destinations.Where(d => d.WorkspaceId == workspaceId && d.DeletedAt != null == (deleted ?? false));
        all = q is { Length: > 0 } text ? all.Where(d => EF.Functions.Like(d.Name.ToLower(), Search.Pattern(text), Search.Escape) || d.Id == text) : all;
        var kind = type is null ? null : catalogue.Find(type)?.Name ?? type;
        all = kind is null ? all : all.Where(d => d.Type == kind);
        all = enabled is null ? all : all.Where(d => d.Enabled == enabled);
        all = paused is null ? all : all.Where(d => d.Paused == paused);
        all = sourceId is null ? all : all.Where(d => db.Connections.Any(c => c.SourceId == sourceId && c.DestinationId == d.Id));
        return TypedResults.Ok(await Pages.ReadAsync(all, page, vault.Show, ct));
    }

    private static async Task<Ok<DestinationView>> GetAsync(string workspaceId, string id, HttpContext context, ControlContext db, SettingsVault vault, CancellationToken ct) =>
        Ok(context, await FindAsync(db, workspaceId, id, ct), vault);

    private static async Task<Created<DestinationView>> CreateAsync(
        string workspaceId, DestinationInput input, HttpContext context, ControlContext db, Changes changes, DestinationCheck check, SettingsVault vault, CancellationToken ct) =>
        Created(context, vault, await changes.MakeAsync(workspaceId, async change =>
            Add(New(workspaceId, await check.CheckNewAsync(workspaceId, input, ct), context, vault), change, db, vault), ct));

    private static async Task<Ok<DestinationView>> UpdateAsync(
        string workspaceId, string id, JsonElement patch, HttpContext context, ControlContext db, Changes changes, DestinationCheck check, SettingsVault vault, CancellationToken ct) =>
        Ok(context, await changes.MakeAsync(workspaceId, async change =>
        {
            var destination = await FindLivingAsync(db, workspaceId, id, ct);
            Etag.Check(context, destination);
            var before = DestinationInput.Of(destination, vault.Read(destination));
            var input = await check.CheckChangedAsync(workspaceId, before, MergePatch.Apply(before, patch), ct);
            var shownBefore = vault.Show(destination);
            (destination.Name, destination.Enabled, destination.Paused) = (input.Name, input.Enabled, input.Paused);
            (destination.TransformationId, destination.AccountId) = (input.TransformationId, input.AccountId);
            if (!JsonElement.DeepEquals(before.Settings, input.Settings))
            {
                vault.Write(destination, input.Settings);
            }

            change.Note("updated", Kind, (id, destination.Name), shownBefore, () => vault.Show(destination));
            return destination;
        }, ct), vault);

    private static async Task<NoContent> DeleteAsync(
        string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, SettingsVault vault, TimeProvider time, CancellationToken ct)
    {
        await changes.MakeAsync(workspaceId, async change =>
        {
            var destination = await FindLivingAsync(db, workspaceId, id, ct);
            Etag.Check(context, destination);
            var users = await (from connection in db.Connections
                               join source in db.Sources on connection.SourceId equals source.Id
                               where connection.DestinationId == id
                               orderby source.Name
                               select new UsedBy("source", source.Id, source.Name)).ToListAsync(ct);
            if (users.Count > 0)
            {
                throw ApiException.InUse(Kind, users);
            }

            change.Note("deleted", Kind, (id, destination.Name), vault.Show(destination), after: null);
            destination.DeletedAt = time.GetUtcNow();
            return destination;
        }, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<DestinationView>> RestoreAsync(
        string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, DestinationCheck check, SettingsVault vault, CancellationToken ct) =>
        Ok(context, await changes.MakeAsync(workspaceId, async change =>
        {
            var destination = await FindAsync(db, workspaceId, id, ct);
            if (destination.DeletedAt is null)
            {
                throw ApiException.Conflict($"The destination \"{destination.Name}\" is not deleted.");
            }

            // Without it, events would leave that the transformation holds back or cleans.
            if (await check.ProblemOfTransformationAsync(workspaceId, destination.TransformationId, ct) is { } problem)
            {
                throw ApiException.Conflict($"The destination \"{destination.Name}\" has a transformation that must be there first: {problem}");
            }

            destination.DeletedAt = null;
            change.Note("restored", Kind, (id, destination.Name), before: null, () => vault.Show(destination));
            return destination;
        }, ct), vault);

    private static async Task<Created<DestinationView>> DuplicateAsync(
        string workspaceId, string id, DuplicateInput input, HttpContext context, ControlContext db, Changes changes, SettingsVault vault, CancellationToken ct) =>
        Created(context, vault, await changes.MakeAsync(workspaceId, async change =>
        {
            var destination = await FindLivingAsync(db, workspaceId, id, ct);
            var copy = DestinationInput.Of(destination, vault.Read(destination)) with { Name = input.Name };
            return copy.Problems().ToList() is { Count: > 0 } problems ? throw ApiException.Invalid(problems) : Add(New(workspaceId, copy, context, vault, like: destination.Settings), change, db, vault);
        }, ct));

    private static StoredDestination New(string workspaceId, DestinationInput input, HttpContext context, SettingsVault vault, string like = "{}")
    {
        var destination = new StoredDestination
        {
            Id = Ids.New("dst"),
            WorkspaceId = workspaceId,
            Name = input.Name,
            Type = input.Type,
            Enabled = input.Enabled,
            Paused = input.Paused,
            Settings = like,
            RevisionId = "",
            TransformationId = input.TransformationId,
            AccountId = input.AccountId,
            CreatedBy = Actor.Of(context).UserId,
        };
        vault.Write(destination, input.Settings);
        return destination;
    }

    private static StoredDestination Add(StoredDestination destination, Change change, ControlContext db, SettingsVault vault)
    {
        db.Destinations.Add(destination);
        change.Note("created", Kind, (destination.Id, destination.Name), before: null, () => vault.Show(destination));
        return destination;
    }

    private static Ok<DestinationView> Ok(HttpContext context, StoredDestination destination, SettingsVault vault)
    {
        Etag.Show(context, destination);
        return TypedResults.Ok(vault.Show(destination));
    }

    private static Created<DestinationView> Created(HttpContext context, SettingsVault vault, StoredDestination destination)
    {
        Etag.Show(context, destination);
        return TypedResults.Created($"{context.Request.Path.Value!.Split("/destinations")[0]}/destinations/{destination.Id}", vault.Show(destination));
    }

    private static async Task<StoredDestination> FindAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await db.Destinations.FirstOrDefaultAsync(d => d.WorkspaceId == workspaceId && d.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);

    private static async Task<StoredDestination> FindLivingAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await FindAsync(db, workspaceId, id, ct) is { DeletedAt: null } destination ? destination : throw ApiException.NotFound(Kind, id);
}
