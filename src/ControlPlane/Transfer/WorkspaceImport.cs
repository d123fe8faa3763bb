using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.Sources;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Transfer;

/// <summary>
/// Takes a workspace document over: ids and write keys stay, so that SDKs and data planes go on as before; what is there already is changed only where it differs, so that
/// the same document twice changes nothing. All of it is one change.
/// </summary>
internal sealed class WorkspaceImport(ControlContext db, CodeImport code, AccountImport accounts, SettingsVault vault, DestinationCatalogue catalogue, TimeProvider time)
{
    /// <param name="prune">What the document doesn't have is taken away.</param>
    public async Task RunAsync(string workspaceId, WorkspaceDocument document, bool prune, ImportRun run, CancellationToken ct)
    {
        foreach (var member in document.Unknown)
        {
            run.Note(member, "This version has no place for it; it is left out.");
        }

        await code.RunAsync(workspaceId, document, run, ct);
        var connected = await accounts.RunAsync(workspaceId, document, run, ct);
        var sources = await SourcesAsync(workspaceId, document, run, ct);
        var destinations = await DestinationsAsync(workspaceId, document, connected, run, ct);
        await ConnectionsAsync(workspaceId, document, prune, run, ct);
        if (prune)
        {
            Prune(document, sources, destinations, run);
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
                run.Note($"{given.At}.sourceDefinition", $"The kind of source \"{type}\" is not known here; its events are taken as those of any other.");
            }

            var isNew = !known.TryGetValue(given.Id, out var source);
            var key = WorkspaceDocument.Text(given.Element, "writeKey") is { Length: > 0 } writeKey ? writeKey : source?.WriteKey ?? Ids.NewWriteKey();
            source ??= new StoredSource { Id = given.Id, WorkspaceId = workspaceId, Name = "", Type = "", WriteKey = key, Settings = "{}" };
            var before = SourceView.Of(source);
            (source.Name, source.Type, source.WriteKey, source.DeletedAt) = (given.Name, SourceType.Find(type)?.Name ?? type, key, null);
            source.Enabled = WorkspaceDocument.Flag(given.Element, "enabled", otherwise: true);
            source.Transient = WorkspaceDocument.Flag(given.Element, "transient", otherwise: false);
            source.GeoEnrichment = WorkspaceDocument.Flag(WorkspaceDocument.Object(given.Element, "geoEnrichment"), "enabled", otherwise: false);
            source.Settings = Same(source.Settings, WorkspaceDocument.Object(given.Element, "config"));
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

    private async Task<List<StoredDestination>> DestinationsAsync(string workspaceId, WorkspaceDocument document, IReadOnlySet<string> connected, ImportRun run, CancellationToken ct)
    {
        await CheckFreeAsync(db.Destinations.Where(d => d.WorkspaceId != workspaceId).Select(d => d.Id), document.Destinations, "destination", ct);
        var own = await db.Destinations.Where(d => d.WorkspaceId == workspaceId).ToListAsync(ct);
        var known = own.ToDictionary(d => d.Id);
        foreach (var given in document.Destinations)
        {
            var name = WorkspaceDocument.Text(WorkspaceDocument.Object(given.Element, "destinationDefinition"), "name");
            var (settings, account) = Settings(given, connected);
            var type = catalogue.Find(name);
            if (type is null)
            {
                run.Note($"{given.At}.destinationDefinition", $"The kind of destination \"{name}\" is not known here; its events wait as dead letters until it is.");
            }
            else
            {
                foreach (var problem in SettingsCheck.Check(type.Settings, settings))
                {
                    run.Note($"{given.At}.config.{problem.Setting}", problem.Message);
                }
            }

            var isNew = !known.TryGetValue(given.Id, out var destination);
            destination ??= new StoredDestination { Id = given.Id, WorkspaceId = workspaceId, Name = "", Type = type?.Name ?? name, Settings = "{}", RevisionId = "" };
            var before = vault.Show(destination);
            (destination.Name, destination.DeletedAt) = (given.Name, null);
            (destination.Enabled, destination.Paused) = (WorkspaceDocument.Flag(given.Element, "enabled", otherwise: true), WorkspaceDocument.Flag(given.Element, "paused", otherwise: false));
            destination.AccountId = account;
            destination.TransformationId = await code.TransformationOfAsync(workspaceId, given, run, ct);
            if (settings.TryGetProperty(DestinationAccounts.Delivery, out var lost) && lost.ValueKind == JsonValueKind.String && lost.GetString() is { Length: > 0 })
            {
                run.Note($"{given.At}.config.{DestinationAccounts.Delivery}", $"The account \"{lost.GetString()}\" is not in the document. Connect one, and give it to the destination.");
            }

            if (destination.Type != (type?.Name ?? name))
            {
                run.Note($"{given.At}.destinationDefinition", $"The destination is of the kind {destination.Type} here, and stays that.");
            }

            if (isNew || !JsonElement.DeepEquals(vault.Read(destination), settings))
            {
                vault.Write(destination, settings);
            }

            if (isNew)
            {
                db.Destinations.Add(destination);
                run.Created("destination", destination.Id, destination.Name, () => vault.Show(destination));
            }
            else
            {
                run.Kept(IsChanged(destination), "destination", destination.Id, destination.Name, before, () => vault.Show(destination));
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
            connection.Settings = Same(connection.Settings, named is null ? JsonElement.Parse("{}") : WorkspaceDocument.Object(named.Element, "config"));
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
            || WorkspaceDocument.Text(WorkspaceDocument.Object(link.Destination.Element, "config"), "connectionMode") == "device");

    // The text stays when it means the same.
    private static string Same(string before, JsonElement now) => JsonElement.DeepEquals(JsonElement.Parse(before), now) ? before : now.GetRawText();

    // The account that it delivers through is no setting here.
    private static (JsonElement Settings, string? Account) Settings(Placed destination, IReadOnlySet<string> accounts)
    {
        var whole = new Dictionary<string, JsonElement>();
        foreach (var part in new[] { "config", "secretConfig" })
        {
            foreach (var setting in WorkspaceDocument.Object(destination.Element, part).EnumerateObject())
            {
                whole[setting.Name] = setting.Value;
            }
        }

        var account = whole.TryGetValue(DestinationAccounts.Delivery, out var named) && named.ValueKind == JsonValueKind.String && accounts.Contains(named.GetString()!) ? named.GetString() : null;
        if (account is not null)
        {
            whole.Remove(DestinationAccounts.Delivery);
        }

        return (JsonSerializer.SerializeToElement(whole), account);
    }
}
