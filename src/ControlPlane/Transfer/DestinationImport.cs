using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Destinations;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Transfer;

/// <summary>Takes the destinations of a document over.</summary>
internal sealed class DestinationImport(ControlContext db, CodeImport code, SettingsVault vault, DestinationCatalogue catalogue)
{
    /// <param name="connected">Ids of the workspace's accounts.</param>
    /// <returns>All of the workspace, deleted ones and those that the document doesn't have included.</returns>
    public async Task<List<StoredDestination>> RunAsync(string workspaceId, WorkspaceDocument document, IReadOnlySet<string> connected, ImportRun run, CancellationToken ct)
    {
        var own = await db.Destinations.Where(d => d.WorkspaceId == workspaceId).ToListAsync(ct);
        var known = own.ToDictionary(d => d.Id);
        var links = document.Links.ToLookup(l => l.Destination.Id);
        foreach (var given in document.Destinations)
        {
            var name = WorkspaceDocument.Text(WorkspaceDocument.Object(given.Element, "destinationDefinition"), "name");
            var type = catalogue.Find(name);
            var (settings, account) = Account(given, GivenSettings.Of(given, links[given.Id], type?.Settings, run), connected, run);
            NoteProblems(given, name, type, settings, run);

            var isNew = !known.TryGetValue(given.Id, out var destination);
            destination ??= new StoredDestination { Id = given.Id, WorkspaceId = workspaceId, Name = "", Type = type?.Name ?? name, Settings = "{}", RevisionId = "" };
            var before = vault.Show(destination);
            (destination.Name, destination.DeletedAt) = (given.Name, null);
            (destination.Enabled, destination.Paused) = (WorkspaceDocument.Flag(given.Element, "enabled", otherwise: true), WorkspaceDocument.Flag(given.Element, "paused", otherwise: false));
            destination.AccountId = account;
            destination.TransformationId = await code.TransformationOfAsync(workspaceId, given, run, ct);
            if (destination.Type != (type?.Name ?? name))
            {
                run.Note($"{given.At}.destinationDefinition", $"The destination is of the kind {destination.Type} here, and stays that.");
            }

            var definition = KeptOf(WorkspaceDocument.Object(given.Element, "destinationDefinition"), type);
            if (isNew || !JsonElement.DeepEquals(vault.Read(destination), settings) || !JsonNode.DeepEquals(KeptDefinition.Of(destination.Settings), definition))
            {
                vault.Write(destination, settings, definition);
            }

            if (isNew)
            {
                db.Destinations.Add(destination);
                run.Created("destination", destination.Id, destination.Name, () => vault.Show(destination));
            }
            else
            {
                run.Kept(db.Entry(destination).State == EntityState.Modified, "destination", destination.Id, destination.Name, before, () => vault.Show(destination));
            }
        }

        return own;
    }

    // The account that it delivers through is no setting here.
    private static (JsonElement Settings, string? Account) Account(Placed given, JsonElement settings, IReadOnlySet<string> connected, ImportRun run)
    {
        if (!settings.TryGetProperty(DestinationAccounts.Delivery, out var named) || named.ValueKind != JsonValueKind.String || named.GetString() is not { Length: > 0 } id)
        {
            return (settings, null);
        }

        if (!connected.Contains(id))
        {
            run.Note($"{given.At}.config.{DestinationAccounts.Delivery}", $"The account \"{id}\" is not in the document. Connect one, and give it to the destination.");
            return (settings, null);
        }

        return (JsonSerializer.SerializeToElement(settings.EnumerateObject().Where(s => s.Name != DestinationAccounts.Delivery).ToDictionary(s => s.Name, s => s.Value)), id);
    }

    private static void NoteProblems(Placed given, string name, DestinationType? type, JsonElement settings, ImportRun run)
    {
        if (type is null)
        {
            run.Note($"{given.At}.destinationDefinition", $"The kind of destination \"{name}\" is not known here. SDKs go on with it, as its definition says; events for the data plane wait as dead letters until it is known.");
            return;
        }

        foreach (var problem in SettingsCheck.Check(type.Settings, settings).Concat(CommonSettings.Check(type, settings)))
        {
            run.Note($"{given.At}.config.{problem.Setting}", problem.Message);
        }
    }

    // Of a kind that is known here only what it doesn't say itself: what browsers may see of settings that it doesn't have.
    private static JsonObject? KeptOf(JsonElement definition, DestinationType? type)
    {
        var whole = JsonSerializer.SerializeToNode(definition)!.AsObject();
        if (type is null)
        {
            whole["config"] = Served(whole["config"] as JsonObject ?? []);
            return whole;
        }

        var config = new JsonObject();
        foreach (var list in new[] { "includeKeys", "excludeKeys", "secretKeys" })
        {
            var keys = KeptDefinition.Keys(whole, list).Except(list == "secretKeys" ? type.Settings.SecretKeys : []).ToList();
            if (keys.Count > 0)
            {
                config[list] = new JsonArray([.. keys.Select(k => JsonValue.Create(k))]);
            }
        }

        return config.Count == 0 ? null : new JsonObject { ["config"] = config };
    }

    private static JsonObject Served(JsonObject config)
    {
        var served = config.DeepClone().AsObject();

        // Public definitions list types of events by mode; data planes read a flat list.
        if (served["supportedMessageTypes"] is JsonObject byMode)
        {
            served["supportedMessageTypes"] = byMode["cloud"]?.DeepClone() ?? new JsonArray();
        }

        // Without the list browsers would be told everything.
        if (served["includeKeys"] is not JsonArray { Count: > 0 })
        {
            served["includeKeys"] = new JsonArray(ConnectionModes.Setting);
        }

        return served;
    }
}
