using System.Buffers;
using System.Text.Json;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Destinations;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Publishing;

/// <summary>The destinations of a configuration, written once for all sources at which they are the same.</summary>
/// <param name="isWhole">Settings stand as people gave them, for every platform, and not as they are at one source.</param>
internal sealed class DestinationBodies(ConfigurationRows rows, DefinitionFragments definitions, SecretBox secrets, bool isWhole)
{
    private const string AnyPlatform = "";

    private readonly Dictionary<(string Destination, string Platform), DestinationBody> _bodies = [];
    private readonly Dictionary<string, JsonElement> _settings = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(2_048);

    /// <summary>A destination of the workspace as it stands at sources of a platform.</summary>
    public DestinationBody At(string destinationId, string platform)
    {
        if (!_settings.TryGetValue(destinationId, out var settings))
        {
            _settings[destinationId] = settings = SecretSettings.Join(rows.Destinations[destinationId], secrets);
        }

        var key = (destinationId, Differs(settings) ? platform : AnyPlatform);
        return _bodies.TryGetValue(key, out var body) ? body : _bodies[key] = Write(rows.Destinations[destinationId], settings, platform);
    }

    // Of a single mode, too: not every platform may have it.
    private static bool Differs(JsonElement settings) =>
        (settings.TryGetProperty(ConnectionModes.Setting, out var mode) && !(mode.ValueKind == JsonValueKind.String && mode.ValueEquals(ConnectionModes.Cloud))) || PlatformSettings.AreIn(settings);

    private DestinationBody Write(StoredDestination destination, JsonElement settings, string platform)
    {
        var here = PlatformSettings.Resolve(settings, platform);
        var mode = definitions.ModeAt(destination.Type, platform, here);
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("id", destination.Id);
            json.WriteString("name", destination.Name);
            json.WriteBoolean("enabled", destination.Enabled);
            json.WriteBoolean("paused", destination.Paused);
            json.WriteBoolean("deleted", false);
            json.WriteString("workspaceId", destination.WorkspaceId);
            WriteSettings(json, destination, isWhole ? settings : here, isWhole ? null : mode);
            json.WriteString("revisionId", destination.RevisionId);
            json.WriteTime("createdAt", destination.CreatedAt);
            json.WriteTime("updatedAt", destination.UpdatedAt);
            WriteTransformation(json, destination);
            json.WritePropertyName("destinationDefinition");
            json.WriteRawValue(definitions.OfDestination(destination), skipInputValidation: true);
            json.WriteEndObject();
        }

        return new DestinationBody(_buffer.WrittenSpan[1..^1].ToArray(), mode == ConnectionModes.Device);
    }

    private static void WriteSettings(Utf8JsonWriter json, StoredDestination destination, JsonElement settings, string? mode)
    {
        json.WriteStartObject("config");
        foreach (var setting in settings.EnumerateObject().Where(s => s.Name != DestinationAccounts.Delivery))
        {
            if (setting.Name == ConnectionModes.Setting && mode is not null)
            {
                json.WriteString(setting.Name, mode);
            }
            else
            {
                setting.WriteTo(json);
            }
        }

        if (destination.AccountId is { } account)
        {
            json.WriteString(DestinationAccounts.Delivery, account);
        }

        json.WriteEndObject();

        // The secrets are among the settings; the member is there for those who look for it.
        json.WriteStartObject("secretConfig");
        json.WriteEndObject();
    }

    private void WriteTransformation(Utf8JsonWriter json, StoredDestination destination)
    {
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
    }
}

/// <summary>A destination, as it stands at sources.</summary>
/// <param name="Members">UTF-8 JSON: its members, without braces around them.</param>
/// <param name="IsOnDevice">The SDK sends to the vendor itself, and the data plane does not.</param>
internal sealed record DestinationBody(byte[] Members, bool IsOnDevice)
{
    public bool IsForDataPlane(StoredConnection connection) => connection.Enabled && !IsOnDevice;
}
