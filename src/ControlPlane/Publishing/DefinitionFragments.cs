using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Sources;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Definitions of kinds of sources and destinations as a configuration has them (workspace-config.md §4), written once a kind.</summary>
internal sealed class DefinitionFragments(DestinationCatalogue catalogue)
{
    private static readonly string[] EveryType = ["identify", "track", "page", "screen", "group", "alias"];

    private readonly ConcurrentDictionary<string, byte[]> _destinations = new();
    private readonly ConcurrentDictionary<string, byte[]> _sources = new();

    /// <summary>The platform of a source: <c>web</c>, <c>cloud</c>, …</summary>
    public static string PlatformOf(StoredSource source) => SourceType.Find(source.Type)?.Type
        ?? (KeptDefinition.Of(source.Settings)?["type"] is { } type && type.GetValueKind() == JsonValueKind.String ? type.GetValue<string>() : "cloud");

    /// <summary>Of a source, as UTF-8 JSON.</summary>
    public byte[] OfSource(StoredSource source) => SourceType.Find(source.Type) is null && KeptDefinition.Of(source.Settings) is { } kept
        ? Encoding.UTF8.GetBytes(kept.ToJsonString())
        : _sources.GetOrAdd(source.Type, static name =>
        {
            var type = SourceType.Find(name) ?? new SourceType(name, name, "cloud", "");
            return JsonSerializer.SerializeToUtf8Bytes(new
            {
                id = IdOf(type.Name), name = type.Name, displayName = type.DisplayName, category = type.Category.Length == 0 ? null : type.Category, type = type.Type,
                options = new { hydration = new { enabled = false } },
            });
        });

    /// <summary>Of a destination, as UTF-8 JSON.</summary>
    public byte[] OfDestination(StoredDestination destination) => (catalogue.Find(destination.Type), KeptDefinition.Of(destination.Settings)) switch
    {
        (null, { } kept) => Encoding.UTF8.GetBytes(kept.ToJsonString()),
        ({ } type, { } kept) => Write(type.Name, type, kept),
        (var type, null) => _destinations.GetOrAdd(destination.Type, static (name, type) => Write(name, type, new()), type),
    };

    /// <summary>How a destination's events go at a source; <c>cloud</c> where SDKs have nothing that could send them.</summary>
    /// <param name="settings">As they are at the source's platform.</param>
    public string ModeAt(string destinationType, string platform, JsonElement settings)
    {
        var mode = settings.TryGetProperty(ConnectionModes.Setting, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : ConnectionModes.Cloud;
        return mode is not (ConnectionModes.Device or ConnectionModes.Hybrid) || catalogue.Find(destinationType) is not { } type || ConnectionModes.Of(type, platform).Contains(mode)
            ? mode
            : ConnectionModes.Cloud;
    }

    /// <summary>The id of a source's definition.</summary>
    public static string IdOf(StoredSource source) => KeptDefinition.Of(source.Settings)?["id"] is { } id && id.GetValueKind() == JsonValueKind.String ? id.GetValue<string>() : IdOf(source.Type);

    private static string IdOf(string name) => $"def_{name.ToLowerInvariant()}";

    // Without what only those need who edit: documents name a destination once for every source, and are large enough.
    private static byte[] Write(string name, DestinationType? type, JsonObject kept)
    {
        var config = new Dictionary<string, object>
        {
            ["transformAtV1"] = type?.Identity.AtRouter == true ? "router" : "processor",
            ["saveDestinationResponse"] = false,
            ["supportedMessageTypes"] = type is { EventTypes.Count: > 0 } ? type.EventTypes : EveryType,

            // Of a kind that nobody knows nothing is told to browsers.
            ["includeKeys"] = type is null ? [ConnectionModes.Setting] : KeptDefinition.Keys(kept, "includeKeys"),
            ["excludeKeys"] = KeptDefinition.Keys(kept, "excludeKeys"),
            ["secretKeys"] = (type?.Settings.SecretKeys ?? []).Union(KeptDefinition.Keys(kept, "secretKeys")),
        };
        if (type is { Identity.HybridInCloud.Length: > 0 })
        {
            config["hybridModeCloudEventsFilter"] = new { web = new { messageType = type.Identity.HybridInCloud } };
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { id = IdOf(name), name, displayName = type?.DisplayName ?? name, category = (string?)null, config });
    }
}
