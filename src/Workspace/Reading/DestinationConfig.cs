using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pintle.Workspace.Reading;

/// <summary>Brings a destination's settings and its definition's into the one form that the data plane reads.</summary>
internal static partial class DestinationConfig
{
    /// <summary>Settings with the secret ones laid over them.</summary>
    public static JsonElement Merge(JsonElement config, JsonElement? secrets)
    {
        if (secrets is not { ValueKind: JsonValueKind.Object } secret || !secret.EnumerateObject().Any())
        {
            return config;
        }

        var merged = JsonObject.Create(config)!;
        foreach (var member in secret.EnumerateObject())
        {
            merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return JsonSerializer.SerializeToElement(merged);
    }

    /// <summary>Public definitions list message types by connection mode; what the pipeline needs is the flat cloud list.</summary>
    public static JsonElement FlattenMessageTypes(JsonElement definition)
    {
        if (!definition.TryGetProperty("supportedMessageTypes", out var types) || types.ValueKind != JsonValueKind.Object)
        {
            return definition;
        }

        var flat = JsonObject.Create(definition)!;
        if (types.TryGetProperty("cloud", out var cloud) && cloud.ValueKind == JsonValueKind.Array)
        {
            flat["supportedMessageTypes"] = JsonNode.Parse(cloud.GetRawText());
        }
        else
        {
            flat.Remove("supportedMessageTypes");
        }

        return JsonSerializer.SerializeToElement(flat);
    }

    /// <summary>Some string has the form <c>{{ path || default }}</c>.</summary>
    public static bool IsDynamic(JsonElement config) => config.ValueKind switch
    {
        JsonValueKind.String => Dynamic().IsMatch(config.GetString()!),
        JsonValueKind.Object => config.EnumerateObject().Any(m => IsDynamic(m.Value)),
        JsonValueKind.Array => config.EnumerateArray().Any(IsDynamic),
        _ => false,
    };

    [GeneratedRegex(@"^\s*\{\{\s*[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*\s*\|\|.*\}\}\s*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Dynamic();
}
