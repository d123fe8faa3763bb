using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Sources;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Transfer;

/// <summary>
/// Takes a workspace document over: ids and write keys stay, so that SDKs and data planes go on as before; what is there already is changed only where it differs, so that
/// the same document twice changes nothing. All of it is one change.
/// </summary>
internal sealed class WorkspaceImport(
    ControlContext db, CodeImport code, AccountImport accounts, CredentialImport credentials, CodePruning codePruning, DestinationImport destinations, SettingsVault vault, TimeProvider time)
{
    /// <param name="prune">What the document doesn't have is taken away.</param>
    public async Task RunAsync(string workspaceId, WorkspaceDocument document, bool prune, ImportRun run, CancellationToken ct)
    {
        foreach (var member in UnknownMembers.Of(document))
        {
            run.Note(member, "This version has no place for it; it is left out.");
        }

        await code.RunAsync(workspaceId, document, prune, run, ct);
        await credentials.RunAsync(workspaceId, document, run, ct);
        var connected = await accounts.RunAsync(workspaceId, document, run, ct);
        var sources = await SourcesAsync(workspaceId, document, run, ct);
        await CheckFreeAsync(db.Destinations.Where(d => d.WorkspaceId != workspaceId).Select(d => d.Id), document.Destinations, "destination", ct);
        var owned = await destinations.RunAsync(workspaceId, document, connected, run, ct);
        await ConnectionsAsync(workspaceId, document, prune, run, ct);
        if (prune)
        {
            Prune(document, sources, owned, run);
            await db.SaveChangesAsync(ct);
            await codePruning.RunAsync(workspaceId, document, run, ct);
        }
    }

    private async Task<List<StoredSource>> SourcesAsync(string workspaceId, WorkspaceDocument document, ImportRun run, CancellationToken ct)
    {
        await CheckFreeAsync(db.Sources.Where(s => s.WorkspaceId != workspaceId).Select(s => s.Id), document.Sources, "source", ct);
        var own = await db.Sources.Where(s => s.WorkspaceId == workspaceId).ToListAsync(ct);
        var known = own.ToDictionary(s => s.Id);
        foreach (var given in document.Sources)
        {
            var definition = WorkspaceDocument.Object(given.Element, "sourceDefinition");
            var type = WorkspaceDocument.Text(definition, "name");
            if (SourceType.Find(type) is null)
            {
                run.Note($"{given.At}.sourceDefinition", $"The kind of source \"{type}\" is not known here; its definition is kept as it is, and its events are taken as those of any other.");
            }

            var isNew = !known.TryGetValue(given.Id, out var source);
            var key = WorkspaceDocument.Text(given.Element, "writeKey") is { Length: > 0 } writeKey ? writeKey : source?.WriteKey ?? Ids.NewWriteKey();
            source ??= new StoredSource { Id = given.Id, WorkspaceId = workspaceId, Name = "", Type = "", WriteKey = key, Settings = "{}" };
            var before = SourceView.Of(source);
            (source.Name, source.Type, source.WriteKey, source.DeletedAt) = (given.Name, SourceType.Find(type)?.Name ?? type, key, null);
            source.Enabled = WorkspaceDocument.Flag(given.Element, "enabled", otherwise: true);
            source.Transient = WorkspaceDocument.Flag(given.Element, "transient", otherwise: false);
            source.GeoEnrichment = WorkspaceDocument.Flag(WorkspaceDocument.Object(given.Element, "geoEnrichment"), "enabled", otherwise: false);
            source.Settings = Same(source.Settings, KeptDefinition.With(KeptDefinition.Without(WorkspaceDocument.Object(given.Element, "config").GetRawText()), KeptOf(definition, type)));
            if (isNew)
            {
                db.Sources.Add(source);
                run.Created("source", source.Id, source.Name, () => SourceView.Of(source));
            }
            else
            {
                run.Kept(IsChanged(source), "source", source.Id, source.Name, before, () => SourceView.Of(source));
            }

            if (WorkspaceDocument.Of(given.Element, "dgSourceTrackingPlanConfig") is { ValueKind: JsonValueKind.Object })
            {
                run.Note($"{given.At}.dgSourceTrackingPlanConfig", "Tracking plans are not taken over yet.");
            }
        }

        return own;
    }

    private async Task ConnectionsAsync(string workspaceId, WorkspaceDocument document, bool prune, ImportRun run, CancellationToken ct)
    {
        var own = await db.Connections.Where(c => c.WorkspaceId == workspaceId).ToListAsync(ct);
        var known = own.ToDictionary(c => (c.SourceId, c.DestinationId));
        var given = document.ById("connections").ToLookup(c => (WorkspaceDocument.Text(c.Element, "sourceId"), WorkspaceDocument.Text(c.Element, "destinationId")));
        var taken = (await db.Connections.Where(c => c.WorkspaceId != workspaceId).Select(c => c.Id).ToListAsync(ct)).ToHashSet();
        foreach (var link in document.Links.DistinctBy(l => (l.Source.Id, l.Destination.Id)))
        {
            var named = given[(link.Source.Id, link.Destination.Id)].FirstOrDefault();
            var isNew = !known.Remove((link.Source.Id, link.Destination.Id), out var connection);
            connection ??= new StoredConnection
            {
                Id = named is null || taken.Contains(named.Id) ? Ids.New("con") : named.Id, WorkspaceId = workspaceId, SourceId = link.Source.Id, DestinationId = link.Destination.Id, Settings = "{}",
            };
            var before = ConnectionView.Of(connection);
            connection.Enabled = IsEnabled(link);
            connection.Settings = Same(connection.Settings, named is null ? "{}" : WorkspaceDocument.Object(named.Element, "config").GetRawText());
            if (isNew)
            {
                db.Connections.Add(connection);
                run.Created("connection", connection.Id, $"{link.Source.Name} → {link.Destination.Name}", () => ConnectionView.Of(connection));
            }
            else
            {
                run.Kept(IsChanged(connection), "connection", connection.Id, $"{link.Source.Name} → {link.Destination.Name}", before, () => ConnectionView.Of(connection));
            }
        }

        foreach (var lost in known.Values.Where(_ => prune))
        {
            db.Connections.Remove(lost);
            run.Removed("connection", lost.Id, $"{lost.SourceId} → {lost.DestinationId}", ConnectionView.Of(lost));
        }
    }

    private void Prune(WorkspaceDocument document, List<StoredSource> sources, List<StoredDestination> destinations, ImportRun run)
    {
        var now = time.GetUtcNow();
        foreach (var lost in sources.Where(s => s.DeletedAt is null && document.Sources.All(d => d.Id != s.Id)))
        {
            run.Removed("source", lost.Id, lost.Name, SourceView.Of(lost));
            lost.DeletedAt = now;
        }

        var kept = document.Destinations.Select(d => d.Id).ToHashSet();
        foreach (var lost in destinations.Where(d => d.DeletedAt is null && !kept.Contains(d.Id)))
        {
            run.Removed("destination", lost.Id, lost.Name, vault.Show(lost));
            lost.DeletedAt = now;
        }
    }

    // Another workspace's things stay what they are.
    private static async Task CheckFreeAsync(IQueryable<string> elsewhere, IEnumerable<Placed> given, string what, CancellationToken ct)
    {
        var ids = given.ToDictionary(g => g.Id);
        var taken = (await elsewhere.ToListAsync(ct)).Where(ids.ContainsKey).ToList();
        if (taken.Count > 0)
        {
            throw ApiException.Invalid(taken.Select(id => ($"{ids[id].At}.id", $"The {what} id \"{id}\" is taken already. Give it another.")));
        }
    }

    private bool IsChanged(object thing) => db.Entry(thing).State == EntityState.Modified;

    // In device mode the data plane has nothing to do with it, and that is no switch of a person's.
    private static bool IsEnabled(Link link) => WorkspaceDocument.Flag(link.Destination.Element, "isConnectionEnabled", otherwise: true)
        && (WorkspaceDocument.Flag(link.Destination.Element, "isProcessorEnabled", otherwise: true)
            || WorkspaceDocument.Text(PlatformSettings.Resolve(WorkspaceDocument.Object(link.Destination.Element, "config"), link.Platform), ConnectionModes.Setting) == ConnectionModes.Device);

    // The text stays when it means the same.
    private static string Same(string before, string now) => JsonElement.DeepEquals(JsonElement.Parse(before), JsonElement.Parse(now)) ? before : now;

    private static JsonObject? KeptOf(JsonElement definition, string type) =>
        SourceType.Find(type) is null && definition.EnumerateObject().Count() > 1 ? JsonSerializer.SerializeToNode(definition)!.AsObject() : null;
}
