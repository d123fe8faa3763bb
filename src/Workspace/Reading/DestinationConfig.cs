using System.Buffers;
using System.Text.Json;
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

        var members = config.EnumerateObject().Where(m => !secret.TryGetProperty(m.Name, out _)).Concat(secret.EnumerateObject());
        return Write(members);
    }

    /// <summary>Public definitions list message types by connection mode; what the pipeline needs is the flat cloud list.</summary>
    public static JsonElement FlattenMessageTypes(JsonElement definition)
    {
        if (!definition.TryGetProperty("supportedMessageTypes", out var types) || types.ValueKind != JsonValueKind.Object)
        {
            return definition;
        }

        JsonElement? cloud = types.TryGetProperty("cloud", out var list) && list.ValueKind == JsonValueKind.Array ? list : null;
        return Write(definition.EnumerateObject().Where(m => m.Name != "supportedMessageTypes"), cloud);
    }

    /// <summary>Some string has the form <c>{{ path || default }}</c>.</summary>
    public static bool IsDynamic(JsonElement config) => config.ValueKind switch
    {
        JsonValueKind.String => Dynamic().IsMatch(config.GetString()!),
        JsonValueKind.Object => config.EnumerateObject().Any(m => IsDynamic(m.Value)),
        JsonValueKind.Array => config.EnumerateArray().Any(IsDynamic),
        _ => false,
    };

    // No tree: a name that stands twice, legal in JSON, makes JsonObject throw.
    private static JsonElement Write(IEnumerable<JsonProperty> members, JsonElement? messageTypes = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in members)
            {
                member.WriteTo(json);
            }

            if (messageTypes is { } types)
            {
                json.WritePropertyName("supportedMessageTypes");
                types.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    [GeneratedRegex(@"^\s*\{\{\s*[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*\s*\|\|.*\}\}\s*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Dynamic();
}
