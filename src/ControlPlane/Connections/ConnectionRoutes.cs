using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Connections;

/// <summary><c>/api/v1/workspaces/{workspaceId}/connections</c></summary>
internal static class ConnectionRoutes
{
    private const string Kind = "connection";

    private static readonly Paging<StoredConnection> Pages = new Paging<StoredConnection>().By("createdAt", c => c.CreatedAt).By("updatedAt", c => c.UpdatedAt);

    public static void MapConnections(this RouteGroupBuilder workspace)
    {
        var connections = workspace.MapGroup("/connections").WithTags("Connections");
        connections.MapGet("/", ListAsync).Needs(Role.Viewer).WithName("listConnections").WithSummary("The connections of the workspace, of a source, or of a destination.");
        connections.MapPost("/", CreateAsync).Needs(Role.Editor).WithName("createConnection").WithSummary("Connects a source to a destination: its events go there from now on.");
        connections.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName("getConnection").WithSummary("A connection.");
        connections.MapPatch("/{id}", UpdateAsync).Needs(Role.Editor).Accepts<ConnectionInput>("application/merge-patch+json", "application/json").WithName("updateConnection").WithSummary("Changes what is named of a connection. Its ends stay.");
        connections.MapDelete("/{id}", DeleteAsync).Needs(Role.Editor).WithName("deleteConnection").WithSummary("Takes a connection away for good.");
    }

    private static async Task<Ok<Page<ConnectionView>>> ListAsync(
        string workspaceId, [AsParameters] PageQuery page, string? sourceId, string? destinationId, ControlContext db, CancellationToken ct)
    {
        var all = db.Connections.Where(c => c.WorkspaceId == workspaceId);
        all = sourceId is null ? all : all.Where(c => c.SourceId == sourceId);
        all = destinationId is null ? all : all.Where(c => c.DestinationId == destinationId);
        return TypedResults.Ok(await Pages.ReadAsync(all, page, ConnectionView.Of, ct));
    }

    private static async Task<Ok<ConnectionView>> GetAsync(string workspaceId, string id, HttpContext context, ControlContext db, CancellationToken ct) =>
        Ok(context, await FindAsync(db, workspaceId, id, ct));

    private static async Task<Created<ConnectionView>> CreateAsync(
        string workspaceId, ConnectionInput input, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        var connection = await changes.MakeAsync(workspaceId, async change =>
        {
            var (source, destination) = await FindEndsAsync(db, workspaceId, input, ct);
            ApiException.ThrowIfAny([.. input.Problems(), .. LostEnds(input, source, destination)]);
            if (await db.Connections.AnyAsync(c => c.SourceId == input.SourceId && c.DestinationId == input.DestinationId, ct))
            {
                throw ApiException.Conflict($"The source \"{source}\" is connected to the destination \"{destination}\" already.");
            }

            var connection = new StoredConnection
            {
                Id = Ids.New("con"),
                WorkspaceId = workspaceId,
                SourceId = input.SourceId,
                DestinationId = input.DestinationId,
                Enabled = input.Enabled,
                Settings = input.Settings.GetRawText(),
            };
            db.Connections.Add(connection);
            change.Note("created", Kind, (connection.Id, NameOf(source, destination)), before: null, () => ConnectionView.Of(connection));
            return connection;
        }, ct);
        Etag.Show(context, connection);
        return TypedResults.Created($"{context.Request.Path.Value!.TrimEnd('/')}/{connection.Id}", ConnectionView.Of(connection));
    }

    private static async Task<Ok<ConnectionView>> UpdateAsync(
        string workspaceId, string id, JsonElement patch, HttpContext context, ControlContext db, Changes changes, CancellationToken ct) =>
        Ok(context, await changes.MakeAsync(workspaceId, async change =>
        {
            var connection = await FindAsync(db, workspaceId, id, ct);
            Etag.Check(context, connection);
            var was = ConnectionInput.Of(connection);
            var input = MergePatch.Apply(was, patch);
            ApiException.ThrowIfAny([.. input.Problems(), .. OtherEnds(was, input)]);
            var before = ConnectionView.Of(connection);
            connection.Enabled = input.Enabled;
            if (!JsonElement.DeepEquals(was.Settings, input.Settings))
            {
                connection.Settings = input.Settings.GetRawText();
            }

            var (source, destination) = await FindEndsAsync(db, workspaceId, input, ct);
            change.Note("updated", Kind, (id, NameOf(source, destination)), before, () => ConnectionView.Of(connection));
            return connection;
        }, ct));

    private static async Task<NoContent> DeleteAsync(string workspaceId, string id, HttpContext context, ControlContext db, Changes changes, CancellationToken ct)
    {
        await changes.MakeAsync(workspaceId, async change =>
        {
            var connection = await FindAsync(db, workspaceId, id, ct);
            Etag.Check(context, connection);
            var (source, destination) = await FindEndsAsync(db, workspaceId, ConnectionInput.Of(connection), ct);
            change.Note("deleted", Kind, (id, NameOf(source, destination)), ConnectionView.Of(connection), after: null);
            db.Connections.Remove(connection);
            return connection;
        }, ct);
        return TypedResults.NoContent();
    }

    private static async Task<(string? Source, string? Destination)> FindEndsAsync(ControlContext db, string workspaceId, ConnectionInput input, CancellationToken ct) => (
        await db.Sources.Where(s => s.WorkspaceId == workspaceId && s.Id == input.SourceId && s.DeletedAt == null).Select(s => s.Name).FirstOrDefaultAsync(ct),
        await db.Destinations.Where(d => d.WorkspaceId == workspaceId && d.Id == input.DestinationId && d.DeletedAt == null).Select(d => d.Name).FirstOrDefaultAsync(ct));

    private static IEnumerable<(string Member, string Message)> LostEnds(ConnectionInput input, string? source, string? destination)
    {
        if (source is null)
        {
            yield return ("sourceId", $"There is no source \"{input.SourceId}\".");
        }

        if (destination is null)
        {
            yield return ("destinationId", $"There is no destination \"{input.DestinationId}\".");
        }
    }

    private static IEnumerable<(string Member, string Message)> OtherEnds(ConnectionInput before, ConnectionInput input)
    {
        if (input.SourceId != before.SourceId)
        {
            yield return ("sourceId", "A connection keeps its source. Make another connection.");
        }

        if (input.DestinationId != before.DestinationId)
        {
            yield return ("destinationId", "A connection keeps its destination. Make another connection.");
        }
    }

    private static string NameOf(string? source, string? destination) => $"{source} → {destination}";

    private static Ok<ConnectionView> Ok(HttpContext context, StoredConnection connection)
    {
        Etag.Show(context, connection);
        return TypedResults.Ok(ConnectionView.Of(connection));
    }

    private static async Task<StoredConnection> FindAsync(ControlContext db, string workspaceId, string id, CancellationToken ct) =>
        await db.Connections.FirstOrDefaultAsync(c => c.WorkspaceId == workspaceId && c.Id == id, ct) ?? throw ApiException.NotFound(Kind, id);
}
