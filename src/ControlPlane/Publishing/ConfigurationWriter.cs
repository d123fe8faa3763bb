using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Sources;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Writes a workspace as data planes read it (workspace-config.md §4). A destination stands, whole, under each source that it is connected to.</summary>
internal sealed class ConfigurationWriter(DefinitionFragments definitions, SecretBox secrets)
{
    // The setting by which a destination names its account.
    private const string Account = "rudderAccountId";

    private const int FewBytes = 1 << 16;

    /// <param name="rows">Of the workspace.</param>
    /// <param name="isWhole">With the destinations that no source is connected to, which data planes have no use for, as <c>destinations</c>.</param>
    /// <param name="former">How long the revision before was: large documents would leave much garbage if they grew from nothing.</param>
    public ReadOnlyMemory<byte> Write(ConfigurationRows rows, bool isWhole = false, int former = 0)
    {
        var buffer = new ArrayBufferWriter<byte>(former + FewBytes);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("workspaceId", rows.Workspace.Id);
            json.WriteBoolean("enableMetrics", false);
            json.WriteTime("updatedAt", rows.Workspace.RevisedAt);
            json.WriteStartArray("sources");
            var bodies = rows.Destinations.Values.ToDictionary(d => d.Id, d => Body(d, rows));
            foreach (var source in rows.Sources)
            {
                WriteSource(json, source, rows, bodies);
            }

            json.WriteEndArray();
            if (isWhole)
            {
                WriteUnconnected(json, rows, bodies);
            }

            WriteConnections(json, rows, bodies);
            CarriedCodeWriter.Write(json, rows);
            WriteCredentials(json, rows);
            WriteAccounts(json, rows);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteSource(Utf8JsonWriter json, StoredSource source, ConfigurationRows rows, Dictionary<string, DestinationBody> bodies)
    {
        json.WriteStartObject();
        json.WriteString("id", source.Id);
        json.WriteString("name", source.Name);
        json.WriteString("writeKey", source.WriteKey);
        json.WriteBoolean("enabled", source.Enabled);
        json.WriteBoolean("deleted", false);
        json.WriteString("workspaceId", source.WorkspaceId);
        json.WriteRaw("config", source.Settings);
        json.WriteBoolean("transient", source.Transient);
        json.WriteString("createdBy", source.CreatedBy ?? "");
        json.WriteTime("createdAt", source.CreatedAt);
        json.WriteTime("updatedAt", source.UpdatedAt);
        json.WritePropertyName("sourceDefinition");
        json.WriteRawValue(definitions.OfSource(source.Type), skipInputValidation: true);
        json.WriteStartObject("geoEnrichment");
        json.WriteBoolean("enabled", source.GeoEnrichment);
        json.WriteEndObject();
        json.WriteStartArray("destinations");
        foreach (var connection in rows.ConnectionsBySource[source.Id].Where(c => bodies.ContainsKey(c.DestinationId)))
        {
            json.WriteStartObject();
            json.WriteBoolean("isConnectionEnabled", connection.Enabled);
            json.WriteBoolean("isProcessorEnabled", bodies[connection.DestinationId].IsForDataPlane(connection));

            // Without its braces, so that the members go on.
            json.WriteRawValue(bodies[connection.DestinationId].Members, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnconnected(Utf8JsonWriter json, ConfigurationRows rows, Dictionary<string, DestinationBody> bodies)
    {
        var connected = rows.Sources.SelectMany(s => rows.ConnectionsBySource[s.Id]).Select(c => c.DestinationId).ToHashSet();
        json.WriteStartArray("destinations");
        foreach (var (_, body) in bodies.Where(b => !connected.Contains(b.Key)).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteRawValue(body.Members, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private DestinationBody Body(StoredDestination destination, ConfigurationRows rows)
    {
        var settings = SecretSettings.Join(destination, secrets);
        var buffer = new ArrayBufferWriter<byte>(2_048);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("id", destination.Id);
            json.WriteString("name", destination.Name);
            json.WriteBoolean("enabled", destination.Enabled);
            json.WriteBoolean("paused", destination.Paused);
            json.WriteBoolean("deleted", false);
            json.WriteString("workspaceId", destination.WorkspaceId);
            json.WriteStartObject("config");
            foreach (var setting in settings.EnumerateObject().Where(s => s.Name != Account))
            {
                setting.WriteTo(json);
            }

            if (destination.AccountId is { } account)
            {
                json.WriteString(Account, account);
            }

            json.WriteEndObject();
            json.WriteString("revisionId", destination.RevisionId);
            json.WriteTime("createdAt", destination.CreatedAt);
            json.WriteTime("updatedAt", destination.UpdatedAt);
            json.WriteStartArray("transformations");
            if (rows.Code.FirstOrDefault(t => t.Id == destination.TransformationId) is { PublishedVersionId: { } version } transformation)
            {
                json.WriteStartObject();
                json.WriteString("id", transformation.Id);
                json.WriteString("versionId", version);
                json.WriteStartObject("config");
                json.WriteEndObject();
                json.WriteString("language", rows.PublishedVersions[version].Language);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WritePropertyName("destinationDefinition");
            json.WriteRawValue(definitions.OfDestination(destination.Type), skipInputValidation: true);
            json.WriteEndObject();
        }

        return new DestinationBody(
            buffer.WrittenSpan[1..^1].ToArray(), settings.TryGetProperty("connectionMode", out var mode) && mode.ValueKind == JsonValueKind.String && mode.ValueEquals("device"));
    }

    private static void WriteConnections(Utf8JsonWriter json, ConfigurationRows rows, Dictionary<string, DestinationBody> bodies)
    {
        json.WriteStartObject("connections");
        foreach (var connection in rows.Sources.SelectMany(s => rows.ConnectionsBySource[s.Id]).Where(c => bodies.ContainsKey(c.DestinationId)))
        {
            json.WriteStartObject(connection.Id);
            json.WriteString("sourceId", connection.SourceId);
            json.WriteString("destinationId", connection.DestinationId);
            json.WriteBoolean("enabled", connection.Enabled);
            json.WriteBoolean("processorEnabled", bodies[connection.DestinationId].IsForDataPlane(connection));
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

    private void WriteAccounts(Utf8JsonWriter json, ConfigurationRows rows)
    {
        json.WriteStartObject("accounts");
        foreach (var account in rows.Accounts)
        {
            json.WriteStartObject(account.Id);
            json.WriteString("accountDefinitionName", account.Type);
            json.WriteRaw("options", account.Options);
            json.WriteRaw("secret", secrets.Accounts.Unprotect(account.ProtectedSecret));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("accountDefinitions");
        foreach (var type in rows.Accounts.Select(a => a.Type).Distinct())
        {
            json.WriteStartObject(type);
            json.WriteString("name", type);
            json.WriteString("authenticationType", "oauth");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A destination, as it stands at every source.</summary>
    /// <param name="Members">UTF-8 JSON: its members, without braces around them.</param>
    /// <param name="IsOnDevice">The SDK sends to the vendor itself, and the data plane does not.</param>
    private sealed record DestinationBody(byte[] Members, bool IsOnDevice)
    {
        public bool IsForDataPlane(StoredConnection connection) => connection.Enabled && !IsOnDevice;
    }
}
