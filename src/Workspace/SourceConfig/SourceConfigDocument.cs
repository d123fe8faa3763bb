using System.Buffers;
using System.Text.Json;

namespace Pintle.Workspace.SourceConfig;

/// <summary>Writes the source configuration (workspace-config.md §7): every field that some SDK needs, and nothing secret.</summary>
internal static class SourceConfigDocument
{
    private static readonly string[] ClientKeys =
    [
        "connectionMode", "eventFilteringOption", "whitelistedEvents", "blacklistedEvents", "consentManagement",
        "oneTrustCookieCategories", "ketchConsentPurposes", "iubendaConsentPurposes", "useNativeSDK", "useNativeSDKToSend",
    ];

    public static byte[] Write(Source source, WorkspaceSnapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("source");
            WriteSource(json, source, snapshot);
            json.WriteEndObject();
            json.WriteString("updatedAt", Time(snapshot.UpdatedAt));
            json.WritePropertyName("consentManagementMetadata");
            json.WriteRawValue("""{"providers":[{"provider":"oneTrust","resolutionStrategy":"and"},{"provider":"ketch","resolutionStrategy":"or"}]}"""u8);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSource(Utf8JsonWriter json, Source source, WorkspaceSnapshot snapshot)
    {
        var device = source.Destinations.Where(d => d.Enabled && IsConnected(source, d, snapshot) && RunsOnDevice(d)).ToList();
        json.WriteString("id", source.Id);
        json.WriteString("name", source.Name);
        json.WriteString("writeKey", source.WriteKey);
        json.WriteBoolean("enabled", source.Enabled);
        json.WriteString("workspaceId", source.WorkspaceId);
        json.WriteString("sourceDefinitionId", source.Definition.Id);
        json.WriteBoolean("deleted", false);
        json.WriteBoolean("transient", source.Transient);
        json.WriteNull("secretVersion");
        json.WriteString("createdBy", source.CreatedBy ?? "");
        json.WriteString("createdAt", source.CreatedAt ?? Time(snapshot.UpdatedAt));
        json.WriteString("updatedAt", source.UpdatedAt ?? Time(snapshot.UpdatedAt));
        json.WritePropertyName("config");
        WriteConfig(json, source);
        json.WriteStartObject("sourceDefinition");
        json.WriteString("id", source.Definition.Id);
        json.WriteString("name", source.Definition.Name);
        json.WriteString("displayName", source.Definition.DisplayName);
        json.WriteString("category", source.Definition.Category.Length == 0 ? null : source.Definition.Category);
        json.WriteNull("options");
        json.WriteNull("config");
        json.WriteNull("configSchema");
        json.WriteNull("uiConfig");
        json.WriteString("createdAt", Time(snapshot.UpdatedAt));
        json.WriteString("updatedAt", Time(snapshot.UpdatedAt));
        json.WriteEndObject();
        json.WriteStartArray("connections");
        device.ForEach(d => WriteConnection(json, source, d, snapshot));
        json.WriteEndArray();
        json.WriteStartObject("dataplanes");
        json.WriteEndObject();
        json.WriteStartArray("destinations");
        device.ForEach(d => WriteDestination(json, d, snapshot));
        json.WriteEndArray();
    }

    // Of a source's settings SDKs use the statistics switches only; the rest may hold credentials, and this answer is public.
    private static void WriteConfig(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject();
        json.WritePropertyName("statsCollection");
        if (source.Config.TryGetProperty("statsCollection", out var stats) && stats.ValueKind == JsonValueKind.Object)
        {
            stats.WriteTo(json);
        }
        else
        {
            json.WriteRawValue("""{"errors":{"enabled":false},"metrics":{"enabled":false}}"""u8);
        }

        json.WriteEndObject();
    }

    private static void WriteConnection(Utf8JsonWriter json, Source source, Destination destination, WorkspaceSnapshot snapshot)
    {
        var id = $"{source.Id}:{destination.Id}";
        snapshot.Connections.TryGetValue(id, out var connection);
        json.WriteStartObject();
        json.WriteString("id", connection?.Id ?? id);
        json.WriteString("sourceId", source.Id);
        json.WriteString("destinationId", destination.Id);
        json.WriteBoolean("enabled", true);
        json.WriteBoolean("deleted", false);
        json.WriteString("createdAt", connection?.CreatedAt ?? Time(snapshot.UpdatedAt));
        json.WriteString("updatedAt", connection?.UpdatedAt ?? Time(snapshot.UpdatedAt));
        json.WriteEndObject();
    }

    private static void WriteDestination(Utf8JsonWriter json, Destination destination, WorkspaceSnapshot snapshot)
    {
        var updated = destination.UpdatedAt ?? Time(snapshot.UpdatedAt);
        json.WriteStartObject();
        json.WriteString("id", destination.Id);
        json.WriteString("name", destination.Name);
        json.WriteBoolean("enabled", true);
        json.WriteBoolean("deleted", false);
        json.WriteString("updatedAt", updated);
        json.WriteStartObject("config");
        foreach (var member in destination.Config.EnumerateObject().Where(m => IsForClients(m.Name, destination)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteBoolean("shouldApplyDeviceModeTransformation", false);
        json.WriteBoolean("propagateEventsUntransformedOnError", false);
        json.WriteString("destinationDefinitionId", destination.Definition.Id);
        json.WriteStartObject("destinationDefinition");
        json.WriteString("name", destination.Definition.Name);
        json.WriteString("displayName", destination.Definition.DisplayName);
        json.WriteString("updatedAt", updated);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool IsConnected(Source source, Destination destination, WorkspaceSnapshot snapshot) => destination.IsConnectionEnabled
        && !(snapshot.Connections.TryGetValue($"{source.Id}:{destination.Id}", out var connection) && !connection.Enabled);

    private static bool RunsOnDevice(Destination destination) => Text(destination.Config, "connectionMode", "") switch
    {
        "device" or "hybrid" => true,
        "" => destination.Config.TryGetProperty("useNativeSDK", out var native) && native.ValueKind == JsonValueKind.True,
        _ => false,
    };

    private static bool IsForClients(string key, Destination destination)
    {
        var definition = destination.Definition.Config;

        // The settings hold the secret ones too, also those that the definition doesn't list.
        return !Lists(definition, "secretKeys", key) && !destination.SecretSettings.Contains(key)
            && (ClientKeys.Contains(key) || (!Lists(definition, "excludeKeys", key) && (IsEmpty(definition, "includeKeys") || Lists(definition, "includeKeys", key))));
    }

    private static bool IsEmpty(JsonElement definition, string list) =>
        !definition.TryGetProperty(list, out var keys) || keys.ValueKind != JsonValueKind.Array || keys.GetArrayLength() == 0;

    // Secret keys may point into an object: headers.to makes all of headers secret.
    private static bool Lists(JsonElement definition, string list, string key) =>
        definition.TryGetProperty(list, out var keys) && keys.ValueKind == JsonValueKind.Array
        && keys.EnumerateArray().Any(k => k.ValueKind == JsonValueKind.String && k.GetString()!.Split('.')[0] == key);

    private static string Text(JsonElement from, string name, string otherwise) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
