using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.ControlPlane.Definitions;

/// <summary>
/// What a document from elsewhere says of a kind, and this version does not know: SDKs and data planes need it to go on as before. It is kept beside the settings of the source or destination,
/// is never shown among them, and stays when they are changed.
/// </summary>
internal static class KeptDefinition
{
    private const string Member = "$definition";

    /// <summary>Would settings be taken for such a definition?</summary>
    public static bool IsIn(JsonElement settings) => settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(Member, out _);

    /// <summary>The problem with them.</summary>
    public static (string Member, string Message) Reserved => ("settings", $"\"{Member}\" can't be the name of a setting.");

    /// <summary>The definition kept with stored settings; null: none.</summary>
    public static JsonObject? Of(string settings) =>
        settings.Contains(Member, StringComparison.Ordinal) && JsonNode.Parse(settings)!.AsObject().TryGetPropertyValue(Member, out var kept) ? kept as JsonObject : null;

    /// <summary>Stored settings as people see them.</summary>
    public static JsonElement Without(string settings) => settings.Contains(Member, StringComparison.Ordinal) ? JsonSerializer.SerializeToElement(Settings(settings)) : JsonElement.Parse(settings);

    /// <summary>Stored settings as an object, without it.</summary>
    public static JsonObject Settings(string settings)
    {
        var all = JsonNode.Parse(settings)!.AsObject();
        all.Remove(Member);
        return all;
    }

    /// <summary>Settings to store with it.</summary>
    public static string With(JsonElement settings, JsonObject? definition) => definition is null ? settings.GetRawText() : With(JsonSerializer.SerializeToNode(settings)!.AsObject(), definition);

    /// <summary>Settings to store with it.</summary>
    public static string With(JsonObject settings, JsonObject? definition)
    {
        if (definition is not null)
        {
            settings[Member] = definition.DeepClone();
        }

        return settings.ToJsonString();
    }

    /// <summary>Keys that its configuration lists under a name.</summary>
    public static IReadOnlyList<string> Keys(JsonNode? definition, string list) =>
        definition?["config"] is JsonObject config && config[list] is JsonArray keys ? [.. keys.OfType<JsonValue>().Where(k => k.GetValueKind() == JsonValueKind.String).Select(k => k.GetValue<string>())] : [];

    /// <summary>Is a setting for browsers and apps, as the kind's definition has it? What it doesn't list is not.</summary>
    public static bool IsForClients(JsonObject? definition, string key) => key == ConnectionModes.Setting
        || (Keys(definition, "includeKeys").Contains(key) && !Keys(definition, "excludeKeys").Contains(key) && !IsSecret(definition, key));

    /// <summary>Is a setting secret, as the definition has it? <c>headers.to</c> makes all of the headers secret.</summary>
    public static bool IsSecret(JsonObject? definition, string key) => Keys(definition, "secretKeys").Any(k => k.Split('.')[0] == key);
}
