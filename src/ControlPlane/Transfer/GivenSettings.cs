using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.ControlPlane.Definitions;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Transfer;

/// <summary>The settings of a destination in a document. It stands under each of its sources, with the settings that it has there; where they differ by platform, they become settings with a value for each.</summary>
internal static class GivenSettings
{
    /// <param name="destination">Where it stands first.</param>
    /// <param name="links">Everywhere it stands.</param>
    /// <param name="model">Of its kind, whose settings are the same at every source; null: the kind is not known.</param>
    public static JsonElement Of(Placed destination, IEnumerable<Link> links, SettingsModel? model, ImportRun run)
    {
        var first = Settings(destination);
        var others = links.Where(l => IsWhole(l.Destination)).Select(l => (l.Platform, l.Destination, Settings: Settings(l.Destination))).ToList();
        if (others.TrueForAll(o => JsonElement.DeepEquals(o.Settings, first)))
        {
            return first;
        }

        var merged = JsonSerializer.SerializeToNode(first)!.AsObject();
        foreach (var key in others.SelectMany(o => o.Settings.EnumerateObject().Select(s => s.Name)).Distinct())
        {
            var given = others.Select(o => (o.Platform, o.Destination, Value: o.Settings.TryGetProperty(key, out var value) ? value : default)).ToList();
            if (given.TrueForAll(g => IsSame(g.Value, given[0].Value)))
            {
                continue;
            }

            var odd = given.Find(g => model?.Field(key) is not null ? !IsSame(g.Value, given[0].Value) : !IsSame(g.Value, given.Find(s => s.Platform == g.Platform).Value));
            if (odd.Destination is { } place)
            {
                run.Note($"{place.At}.config.{key}", "The destination stands elsewhere in the document with another value, which is taken.");
            }

            if (model?.Field(key) is null)
            {
                merged[key] = new JsonObject(given.DistinctBy(g => g.Platform).Where(g => g.Value.ValueKind != JsonValueKind.Undefined)
                    .Select(g => KeyValuePair.Create(g.Platform, JsonSerializer.SerializeToNode(g.Value))));
            }
        }

        return JsonSerializer.SerializeToElement(merged);
    }

    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.Undefined || other.ValueKind == JsonValueKind.Undefined ? one.ValueKind == other.ValueKind : JsonElement.DeepEquals(one, other);

    // It may be named again without its definition and settings.
    private static bool IsWhole(Placed destination) => WorkspaceDocument.Of(destination.Element, "destinationDefinition") is not null;

    private static JsonElement Settings(Placed destination)
    {
        var whole = new Dictionary<string, JsonElement>();
        foreach (var part in new[] { "config", "secretConfig" })
        {
            foreach (var setting in KeptDefinition.Without(WorkspaceDocument.Object(destination.Element, part).GetRawText()).EnumerateObject())
            {
                whole[setting.Name] = setting.Value;
            }
        }

        return JsonSerializer.SerializeToElement(whole);
    }
}
