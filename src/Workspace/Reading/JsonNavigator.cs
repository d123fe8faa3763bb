using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>A JSON object of a workspace document and its path in it, for messages. Names match in any case; absent and null are one.</summary>
public readonly record struct JsonNavigator(JsonElement Element, string Path)
{
    /// <summary>A member; null when it is absent or null.</summary>
    public JsonElement? Member(string name)
    {
        if (Element.TryGetProperty(name, out var exact))
        {
            return exact.ValueKind == JsonValueKind.Null ? null : exact;
        }

        foreach (var member in Element.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
            }
        }

        return null;
    }

    public string Text(string name) => Member(name) switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        var other => throw Wrong(name, "a string", other.Value),
    };

    /// <summary>A text that is not looked at here: null when it is none, or stands by the name in another case.</summary>
    public string? Stated(string name) => Element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new WorkspaceException($"{Path}.{name} is missing or empty.");

    public bool Flag(string name, bool otherwise = false) => Member(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var other => throw Wrong(name, "true or false", other.Value),
    };

    public JsonNavigator? Object(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new JsonNavigator(value, $"{Path}.{name}"),
        var other => throw Wrong(name, "an object", other.Value),
    };

    public JsonElement? Array(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } value => value,
        var other => throw Wrong(name, "an array", other.Value),
    };

    public IEnumerable<JsonNavigator> Objects(string name)
    {
        if (Array(name) is not { } list)
        {
            return [];
        }

        var path = $"{Path}.{name}";
        return list.EnumerateArray().Select((item, index) => ObjectAt(item, $"{path}[{index}]"));
    }

    /// <summary>An object that was found already.</summary>
    /// <exception cref="WorkspaceException">It is none.</exception>
    internal static JsonNavigator ObjectAt(JsonElement item, string path) =>
        item.ValueKind == JsonValueKind.Object ? new JsonNavigator(item, path) : throw new WorkspaceException($"{path} must be an object, but is {Words(item)}.");

    private WorkspaceException Wrong(string name, string expected, JsonElement found) =>
        new($"{Path}.{name} must be {expected}, but is {Words(found)}.");

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => value.GetRawText(),
    };
}
