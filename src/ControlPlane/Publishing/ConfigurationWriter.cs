using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Sources;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Writes a workspace as data planes read it (workspace-config.md §4). A destination stands, whole, under each source that it is connected to.</summary>
internal sealed class ConfigurationWriter(DefinitionFragments definitions, SecretBox secrets)
{
    /// <param name="to">Empty.</param>
    /// <param name="rows">Of the workspace.</param>
    /// <param name="isWhole">With the destinations that no source is connected to, which data planes have no use for, as <c>destinations</c>.</param>
    /// <returns>Where its parts end, by name: those that often stay the same while others change.</returns>
    public IReadOnlyList<(string Name, int End)> Write(IBufferWriter<byte> to, ConfigurationRows rows, bool isWhole = false)
    {
        var ends = new List<(string Name, int End)>(rows.Sources.Count + 3);
        using (var json = new Utf8JsonWriter(to, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("workspaceId", rows.Workspace.Id);
            json.WriteBoolean("enableMetrics", false);
            json.WriteTime("updatedAt", rows.Workspace.RevisedAt);
            json.WriteStartArray("sources");
            ends.Add(("workspace", EndOf(json)));
            var bodies = new DestinationBodies(rows, definitions, secrets, isWhole);
            foreach (var source in rows.Sources)
            {
                WriteSource(json, source, rows, bodies);
                ends.Add((source.Id, EndOf(json)));
            }

            json.WriteEndArray();
            if (isWhole)
            {
                WriteUnconnected(json, rows, bodies);
            }

            WriteConnections(json, rows, bodies);
            ends.Add(("connections", EndOf(json)));
            CarriedCodeWriter.Write(json, rows, isWhole);
            WriteCredentials(json, rows);
            WriteAccounts(json, rows, isWhole);
            json.WriteEndObject();
            ends.Add(("rest", EndOf(json)));
        }

        return ends;
    }

    private static int EndOf(Utf8JsonWriter json) => checked((int)(json.BytesCommitted + json.BytesPending));

    private void WriteSource(Utf8JsonWriter json, StoredSource source, ConfigurationRows rows, DestinationBodies bodies)
    {
        json.WriteStartObject();
        json.WriteString("id", source.Id);
        json.WriteString("name", source.Name);
        json.WriteString("writeKey", source.WriteKey);
        json.WriteBoolean("enabled", source.Enabled);
        json.WriteBoolean("deleted", false);
        json.WriteString("workspaceId", source.WorkspaceId);
        json.WritePropertyName("config");
        KeptDefinition.Without(source.Settings).WriteTo(json);
        json.WriteBoolean("transient", source.Transient);
        json.WriteString("createdBy", source.CreatedBy ?? "");
        json.WriteTime("createdAt", source.CreatedAt);
        json.WriteTime("updatedAt", source.UpdatedAt);
        json.WriteString("sourceDefinitionId", DefinitionFragments.IdOf(source));
        json.WritePropertyName("sourceDefinition");
        json.WriteRawValue(definitions.OfSource(source), skipInputValidation: true);
        json.WriteStartObject("geoEnrichment");
        json.WriteBoolean("enabled", source.GeoEnrichment);
        json.WriteEndObject();
        json.WriteStartArray("destinations");
        var platform = DefinitionFragments.PlatformOf(source);
        foreach (var connection in rows.ConnectionsBySource[source.Id].Where(c => rows.Destinations.ContainsKey(c.DestinationId)))
        {
            var body = bodies.At(connection.DestinationId, platform);
            json.WriteStartObject();
            json.WriteBoolean("isConnectionEnabled", connection.Enabled);
            json.WriteBoolean("isProcessorEnabled", body.IsForDataPlane(connection));

            // Without its braces, so that the members go on.
            json.WriteRawValue(body.Members, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnconnected(Utf8JsonWriter json, ConfigurationRows rows, DestinationBodies bodies)
    {
        var connected = rows.Sources.SelectMany(s => rows.ConnectionsBySource[s.Id]).Select(c => c.DestinationId).ToHashSet();
        json.WriteStartArray("destinations");
        foreach (var lonely in rows.Destinations.Keys.Where(id => !connected.Contains(id)).Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteRawValue(bodies.At(lonely, "").Members, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConnections(Utf8JsonWriter json, ConfigurationRows rows, DestinationBodies bodies)
    {
        json.WriteStartObject("connections");
        foreach (var (source, connection) in from source in rows.Sources
                                             from connection in rows.ConnectionsBySource[source.Id]
                                             where rows.Destinations.ContainsKey(connection.DestinationId)
                                             select (source, connection))
        {
            json.WriteStartObject(connection.Id);
            json.WriteString("sourceId", connection.SourceId);
            json.WriteString("destinationId", connection.DestinationId);
            json.WriteBoolean("enabled", connection.Enabled);
            json.WriteBoolean("processorEnabled", bodies.At(connection.DestinationId, DefinitionFragments.PlatformOf(source)).IsForDataPlane(connection));
            json.WriteRaw("config", connection.Settings);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteCredentials(Utf8JsonWriter json, ConfigurationRows rows)
    {
        json.WriteStartObject("credentials");
        foreach (var credential in rows.Credentials)
        {
            json.WriteStartObject(credential.Id);
            json.WriteString("key", credential.Key);
            json.WriteString("value", secrets.Credentials.Unprotect(credential.ProtectedValue));
            json.WriteBoolean("isSecret", credential.IsSecret);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Data planes ask for tokens one by one: they end and are renewed without a new revision.
    private void WriteAccounts(Utf8JsonWriter json, ConfigurationRows rows, bool hasTokens)
    {
        json.WriteStartObject("accounts");
        foreach (var account in rows.Accounts)
        {
            json.WriteStartObject(account.Id);
            json.WriteString("name", account.Name);
            json.WriteString("accountDefinitionName", account.Type);
            json.WriteRaw("options", account.Options);
            json.WriteRaw("secret", hasTokens ? secrets.Accounts.Unprotect(account.ProtectedSecret) : "{}");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("accountDefinitions");
        foreach (var type in rows.Accounts.Select(a => a.Type).Distinct())
        {
            json.WriteStartObject(type);
            json.WriteString("name", type);
            json.WriteStartObject("config");
            json.WriteEndObject();
            json.WriteString("authenticationType", "oauth");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
