using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Sources;
using Pintle.ControlPlane.Transformations;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Writes a workspace as data planes read it (workspace-config.md §4). A destination stands, whole, under each source that it is connected to.</summary>
internal sealed class ConfigurationWriter(DefinitionFragments definitions, SecretBox secrets)
{
    // The setting by which a destination names its account.
    private const string Account = "rudderAccountId";

    /// <param name="isWhole">With the destinations that no source is connected to, which data planes have no use for, as <c>destinations</c>.</param>
    public byte[] Write(ConfigurationRows rows, bool isWhole = false)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("workspaceId", rows.Workspace.Id);
            json.WriteBoolean("enableMetrics", false);
            Time(json, "updatedAt", rows.Workspace.RevisedAt);
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

            WriteConnections(json, rows);
            WriteCode(json, rows);
            WriteCredentials(json, rows);
            WriteAccounts(json, rows);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteSource(Utf8JsonWriter json, StoredSource source, ConfigurationRows rows, Dictionary<string, byte[]> bodies)
    {
        json.WriteStartObject();
        json.WriteString("id", source.Id);
        json.WriteString("name", source.Name);
        json.WriteString("writeKey", source.WriteKey);
        json.WriteBoolean("enabled", source.Enabled);
        json.WriteBoolean("deleted", false);
        json.WriteString("workspaceId", source.WorkspaceId);
        Raw(json, "config", source.Settings);
        json.WriteBoolean("transient", source.Transient);
        json.WriteString("createdBy", source.CreatedBy ?? "");
        Time(json, "createdAt", source.CreatedAt);
        Time(json, "updatedAt", source.UpdatedAt);
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
            json.WriteBoolean("isProcessorEnabled", IsForDataPlane(connection, rows.Destinations[connection.DestinationId]));

            // Without its braces, so that the members go on.
            json.WriteRawValue(bodies[connection.DestinationId], skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnconnected(Utf8JsonWriter json, ConfigurationRows rows, Dictionary<string, byte[]> bodies)
    {
        var connected = rows.Sources.SelectMany(s => rows.ConnectionsBySource[s.Id]).Select(c => c.DestinationId).ToHashSet();
        json.WriteStartArray("destinations");
        foreach (var (_, body) in bodies.Where(b => !connected.Contains(b.Key)).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteRawValue(body, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // What is the same at every source, as members without braces around them.
    private byte[] Body(StoredDestination destination, ConfigurationRows rows)
    {
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
            foreach (var setting in SecretSettings.Join(destination, secrets).EnumerateObject().Where(s => s.Name != Account))
            {
                setting.WriteTo(json);
            }

            if (destination.AccountId is { } account)
            {
                json.WriteString(Account, account);
            }

            json.WriteEndObject();
            json.WriteString("revisionId", destination.RevisionId);
            Time(json, "createdAt", destination.CreatedAt);
            Time(json, "updatedAt", destination.UpdatedAt);
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

        return buffer.WrittenSpan[1..^1].ToArray();
    }

    private static void WriteConnections(Utf8JsonWriter json, ConfigurationRows rows)
    {
        json.WriteStartObject("connections");
        foreach (var connection in rows.Sources.SelectMany(s => rows.ConnectionsBySource[s.Id]).Where(c => rows.Destinations.ContainsKey(c.DestinationId)))
        {
            json.WriteStartObject(connection.Id);
            json.WriteString("sourceId", connection.SourceId);
            json.WriteString("destinationId", connection.DestinationId);
            json.WriteBoolean("enabled", connection.Enabled);
            json.WriteBoolean("processorEnabled", IsForDataPlane(connection, rows.Destinations[connection.DestinationId]));
            Raw(json, "config", connection.Settings);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, ConfigurationRows rows)
    {
        json.WriteStartArray("libraries");
        foreach (var library in rows.Code.Where(c => c.IsLibrary))
        {
            json.WriteStartObject();
            json.WriteString("versionId", library.PublishedVersionId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteVersions(json, "transformationVersions", rows, rows.Code.Where(c => !c.IsLibrary));
        WriteVersions(json, "libraryVersions", rows, rows.Code.Where(c => c.IsLibrary));
    }

    // Ours: a data plane of Pintle then needs nothing more. Others fetch code by version.
    private static void WriteVersions(Utf8JsonWriter json, string list, ConfigurationRows rows, IEnumerable<StoredTransformation> code)
    {
        json.WriteStartArray(list);
        foreach (var one in code)
        {
            var version = rows.PublishedVersions[one.PublishedVersionId!];
            json.WriteStartObject();
            json.WriteString("id", one.Id);
            json.WriteString("versionId", version.Id);
            json.WriteString("name", one.Name);
            if (one.IsLibrary)
            {
                json.WriteString("handleName", one.ImportName);
            }
            else
            {
                json.WriteString("codeVersion", version.CodeVersion);
                json.WriteBoolean("isPublished", true);
            }

            json.WriteString("code", version.Code);
            json.WriteString("language", version.Language);
            json.WriteString("description", one.Description);
            Time(json, "createdAt", version.CreatedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
            Raw(json, "options", account.Options);
            Raw(json, "secret", secrets.Accounts.Unprotect(account.ProtectedSecret));
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

    // In device mode the SDK sends to the vendor itself, and the data plane does not.
    private static bool IsForDataPlane(StoredConnection connection, StoredDestination destination) =>
        connection.Enabled && !(JsonElement.Parse(destination.Settings).TryGetProperty("connectionMode", out var mode) && mode.ValueKind == JsonValueKind.String && mode.ValueEquals("device"));

    private static void Raw(Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Encoding.UTF8.GetBytes(value), skipInputValidation: true);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
