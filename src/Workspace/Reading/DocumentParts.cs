using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>
/// A workspace document in parts. Of a large one nearly all is its sources and connections: each of those is parsed when its turn comes and forgotten again, so that an index of all
/// values of the document, larger than itself, is never in memory, and no snapshot keeps the document.
/// </summary>
internal sealed class DocumentParts
{
    private const string SourceList = "sources";
    private const string ConnectionsById = "connections";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly List<Part> NoParts = [];

    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly Part? _sources;
    private readonly Part? _connections;

    private DocumentParts(ReadOnlyMemory<byte> utf8, List<Part> members, string path)
    {
        _utf8 = utf8;
        _sources = Find(members, SourceList) is { Kind: JsonTokenType.StartArray } sources ? sources : null;
        _connections = Find(members, ConnectionsById) is { Kind: JsonTokenType.StartObject } connections ? connections : null;
        Rest = new JsonNavigator(JsonElement.Parse(Join(members.Where(m => !ReferenceEquals(m, _sources) && !ReferenceEquals(m, _connections))), Lenient), path);
    }

    /// <summary>The workspace without its sources and connections.</summary>
    public JsonNavigator Rest { get; }

    /// <summary>Its sources, in order. Each is there only until the next one is asked for.</summary>
    public IEnumerable<JsonNavigator> Sources => _sources is { } list
        ? Each(list).Select((source, place) => JsonNavigator.ObjectAt(source.Value, $"{Rest.Path}.{SourceList}[{place}]"))
        : Rest.Objects(SourceList);

    /// <summary>Its connections by id. Each is there only until the next one is asked for.</summary>
    public IEnumerable<(string Id, JsonNavigator Connection)> Connections
    {
        get
        {
            if (_connections is { } all)
            {
                return Each(all).Where(c => c.Value.ValueKind == JsonValueKind.Object).Select(c => (c.Name, new JsonNavigator(c.Value, $"{Rest.Path}.{ConnectionsById}.{c.Name}")));
            }

            // Anything else than an object is a mistake.
            _ = Rest.Object(ConnectionsById);
            return [];
        }
    }

    /// <summary>Takes a document apart, one workspace or a namespace with one in it.</summary>
    /// <exception cref="WorkspaceException">It is no JSON, or not one workspace.</exception>
    public static DocumentParts Of(ReadOnlyMemory<byte> utf8)
    {
        var root = Split(utf8.Span, new Part("", JsonTokenType.None, 0, 0, utf8.Length, NoParts), out var kind);
        if (kind != JsonTokenType.StartObject)
        {
            throw new WorkspaceException("The document must be an object.");
        }

        if (IsWorkspace(root))
        {
            return new DocumentParts(utf8, root, "workspace");
        }

        var workspaces = root.Where(w => w.Kind == JsonTokenType.StartObject).ToList();
        return workspaces.Count switch
        {
            1 => new DocumentParts(utf8, Split(utf8.Span, workspaces[0], out _), workspaces[0].Name),
            0 => throw new WorkspaceException("The document has neither sources nor a workspace."),
            _ => throw new WorkspaceException($"The document holds {workspaces.Count} workspaces; this data plane serves one."),
        };
    }

    /// <summary>Where in the document a value stands that one of these parts is, or is in.</summary>
    public ReadOnlyMemory<byte> TextOf(JsonElement value)
    {
        var text = JsonMarshal.GetRawUtf8Value(value);
        return _utf8.Span.Overlaps(text, out var start) ? _utf8.Slice(start, text.Length) : text.ToArray();
    }

    private IEnumerable<(string Name, JsonElement Value)> Each(Part list)
    {
        foreach (var part in list.Parts)
        {
            using var parsed = JsonDocument.Parse(_utf8[part.Start..part.End], Lenient);
            yield return (part.Name, parsed.RootElement);
        }
    }

    private byte[] Join(IEnumerable<Part> members)
    {
        var joined = new ArrayBufferWriter<byte>();
        joined.Write("{"u8);
        foreach (var member in members)
        {
            joined.Write(joined.WrittenCount > 1 ? ","u8 : []);
            joined.Write(_utf8.Span[member.NameStart..member.End]);
        }

        joined.Write("}"u8);
        return joined.WrittenSpan.ToArray();
    }

    private static bool IsWorkspace(List<Part> members) =>
        Find(members, SourceList) is { Kind: not JsonTokenType.Null } || Find(members, "workspaceId") is { Kind: not JsonTokenType.Null };

    // As JsonNavigator finds members.
    private static Part? Find(List<Part> members, string name) =>
        members.FindLast(m => m.Name == name) ?? members.Find(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsLarge(string name) => name.Equals(SourceList, StringComparison.OrdinalIgnoreCase) || name.Equals(ConnectionsById, StringComparison.OrdinalIgnoreCase);

    // What is directly in an object or a list; of the large ones, when they are met, also what is in them, so that the text is gone through once.
    private static List<Part> Split(ReadOnlySpan<byte> utf8, Part whole, out JsonTokenType kind)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8[whole.Start..whole.End], new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            reader.Read();
            kind = reader.TokenType;
            var parts = kind is JsonTokenType.StartObject or JsonTokenType.StartArray ? Inside(ref reader, whole.Start, IsLarge) : [];

            // Whatever else stands behind it is none of it.
            reader.Read();
            return parts;
        }
        catch (JsonException broken)
        {
            throw WorkspaceException.NoJson(broken);
        }
    }

    private static List<Part> Inside(ref Utf8JsonReader reader, int offset, Func<string, bool> isGoneInto)
    {
        var found = new List<Part>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var (name, nameStart) = ("", offset + (int)reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                reader.Read();
            }

            var (kind, start, parts) = (reader.TokenType, offset + (int)reader.TokenStartIndex, NoParts);
            if (kind is JsonTokenType.StartObject or JsonTokenType.StartArray && isGoneInto(name))
            {
                parts = Inside(ref reader, offset, static _ => false);
            }
            else
            {
                reader.Skip();
            }

            found.Add(new Part(name, kind, nameStart, start, offset + (int)reader.BytesConsumed, parts));
        }

        return found;
    }

    private sealed record Part(string Name, JsonTokenType Kind, int NameStart, int Start, int End, List<Part> Parts);
}
