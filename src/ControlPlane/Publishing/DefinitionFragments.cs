using System.Collections.Concurrent;
using System.Text.Json;
using Pintle.ControlPlane.Definitions;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Definitions of kinds of sources and destinations as a configuration has them, written once a kind.</summary>
internal sealed class DefinitionFragments(DestinationCatalogue catalogue)
{
    private static readonly string[] EveryType = ["identify", "track", "page", "screen", "group", "alias"];

    private readonly ConcurrentDictionary<string, byte[]> _destinations = new();
    private readonly ConcurrentDictionary<string, byte[]> _sources = new();

    /// <summary>Of a kind of source, as UTF-8 JSON.</summary>
    public byte[] OfSource(string name) => _sources.GetOrAdd(name, static name =>
    {
        var type = SourceType.Find(name) ?? new SourceType(name, name, "cloud", "");
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = IdOf(type.Name), name = type.Name, displayName = type.DisplayName, category = type.Category.Length == 0 ? null : type.Category, type = type.Type,
        });
    });

    /// <summary>Of a kind of destination, as UTF-8 JSON.</summary>
    public byte[] OfDestination(string name) => _destinations.GetOrAdd(name, name =>
    {
        var type = catalogue.Find(name);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = IdOf(name),
            name,
            displayName = type?.DisplayName ?? name,
            category = (string?)null,
            config = new
            {
                transformAtV1 = type?.Identity.AtRouter == true ? "router" : "processor",
                saveDestinationResponse = false,
                supportedMessageTypes = type is { EventTypes.Count: > 0 } ? type.EventTypes : EveryType,
                secretKeys = type?.Settings.SecretKeys ?? [],
            },
        });
    });

    private static string IdOf(string name) => $"def_{name.ToLowerInvariant()}";
}
