using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>Puts environment variables where a document names them: a text that is <c>env.NAME</c> and nothing else.</summary>
internal static partial class EnvironmentValues
{
    /// <returns>The document with their values; the given one stays as it is.</returns>
    /// <exception cref="RefusedException">Some are not set: all are named, each with the places that need it.</exception>
    public static JsonNode? Replace(JsonNode? document, Func<string, string?> variable)
    {
        var missing = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var replaced = Replace(document, "", variable, missing);
        return missing.Count == 0 ? replaced : throw new RefusedException(
            "Environment variables are not set, and nothing was sent:\n" + string.Join("\n", missing.Select(m => $"  {m.Key} (for {string.Join(", ", m.Value)})")));
    }

    private static JsonNode? Replace(JsonNode? node, string path, Func<string, string?> variable, SortedDictionary<string, List<string>> missing)
    {
        switch (node)
        {
            case JsonObject members:
                return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Replace(m.Value, path.Length == 0 ? m.Key : $"{path}.{m.Key}", variable, missing))));
            case JsonArray items:
                return new JsonArray([.. items.Select((item, place) => Replace(item, $"{path}[{place}]", variable, missing))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && Reference().Match(value.GetValue<string>()) is { Success: true } reference:
                var name = reference.Groups[1].Value;
                if (variable(name) is { } found)
                {
                    return JsonValue.Create(found);
                }

                if (!missing.TryGetValue(name, out var places))
                {
                    missing.Add(name, places = []);
                }

                places.Add(path);
                return null;
            default:
                return node?.DeepClone();
        }
    }

    [GeneratedRegex(@"^env\.([A-Za-z_][A-Za-z0-9_]*)\z")]
    private static partial Regex Reference();
}
