using System.Text.Json;

namespace Pintle.Workspace.Editing;

/// <summary>A value of a JSON text and where it stands, in bytes. Members of an object have names, items of a list have none.</summary>
internal sealed record JsonText(JsonTokenType Kind, int Start, int End, string Text, IReadOnlyList<(string Name, JsonText Value)> Members)
{
    public static JsonText Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        return Read(ref reader);
    }

    /// <summary>A member, by name in any case; the exact one first. Null: there is none, or this is no object.</summary>
    public JsonText? this[string name] =>
        Members.FirstOrDefault(m => m.Name == name).Value ?? Members.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Items of a list that is a member.</summary>
    public IEnumerable<JsonText> Items(string name) => this[name] is { Kind: JsonTokenType.StartArray } list ? list.Members.Select(m => m.Value) : [];

    /// <summary>The text of a member that is a string; else empty.</summary>
    public string TextOf(string name) => this[name]?.Text ?? "";

    private static JsonText Read(ref Utf8JsonReader reader)
    {
        var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
        if (kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return new JsonText(kind, start, (int)reader.BytesConsumed, kind == JsonTokenType.String ? reader.GetString()! : "", []);
        }

        var members = new List<(string, JsonText)>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var name = "";
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                reader.Read();
            }

            members.Add((name, Read(ref reader)));
        }

        return new JsonText(kind, start, (int)reader.BytesConsumed, "", members);
    }
}
