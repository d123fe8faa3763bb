using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>Reads the workspace document of the RudderStack family (workspace-config.md §4) into a snapshot.</summary>
public static class WorkspaceReader
{
    /// <param name="utf8">The document, with the code that it carries in it. The snapshot keeps nothing of its memory.</param>
    /// <param name="revision">Of the snapshot.</param>
    /// <param name="now">When it changed, unless it says that itself.</param>
    /// <param name="hasBackend">Code that it doesn't carry comes from a control plane.</param>
    /// <param name="former">The revision before, for what is the same; null: there is none.</param>
    /// <exception cref="WorkspaceException">The document can't be used; the message says where and why.</exception>
    public static WorkspaceSnapshot Read(ReadOnlyMemory<byte> utf8, long revision, DateTimeOffset now, bool hasBackend = false, WorkspaceSnapshot? former = null)
    {
        try
        {
            return ReadDocument(utf8, revision, now, hasBackend, new FormerRevision(former));
        }
        catch (InvalidOperationException broken)
        {
            // Parsing leaves strings alone; half a surrogate pair or bytes that are no UTF-8 show only when one is read.
            throw new WorkspaceException($"The document holds text that is not valid Unicode: {broken.Message}", broken);
        }
    }

    private static WorkspaceSnapshot ReadDocument(ReadOnlyMemory<byte> utf8, long revision, DateTimeOffset now, bool hasBackend, FormerRevision former)
    {
        var document = DocumentParts.Of(utf8);
        var root = document.Rest;
        var (sources, destinations) = new SourceReader(document, former).Read();
        sources.AddRange(Replays.Read(root, sources, destinations));
        CheckUnique(sources, s => s.Id, "source id");
        CheckUnique(sources, s => s.WriteKey, "write key");
        var code = new CarriedCode(root);
        if (!hasBackend)
        {
            code.CheckComplete(sources);
        }

        return new WorkspaceSnapshot
        {
            WorkspaceId = root.Text("workspaceId"),
            Revision = revision,
            UpdatedAt = DateTimeOffset.TryParse(root.Text("updatedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : now,
            SourcesById = sources.ToFrozenDictionary(s => s.Id),
            SourcesByWriteKey = sources.ToFrozenDictionary(s => s.WriteKey),
            DestinationsById = destinations.ToFrozenDictionary(),
            Connections = ReadConnections(document, former),
            BlockedTrackEvents = ReadBlocked(root),
            Libraries = code.Libraries,
            Credentials = Credentials.Read(root),
            TransformationVersions = new OrderedDictionary<string, TransformationVersion>(code.Transformations.Select(t => KeyValuePair.Create(t.VersionId, t))),
            LibraryVersions = new OrderedDictionary<string, LibraryVersion>(code.LibraryVersions.Select(l => KeyValuePair.Create(l.VersionId, l))),
        };
    }

    /// <exception cref="WorkspaceException">It is no JSON.</exception>
    internal static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonDocument.Parse(utf8, options).RootElement;
        }
        catch (JsonException broken)
        {
            throw WorkspaceException.NoJson(broken);
        }
    }

    internal static bool IsWorkspace(JsonNavigator root) => root.Member("sources") is not null || root.Member("workspaceId") is not null;

    private static FrozenDictionary<string, Connection> ReadConnections(DocumentParts document, FormerRevision former)
    {
        var connections = new Dictionary<string, Connection>();
        foreach (var (id, connection) in document.Connections)
        {
            connections[$"{connection.Text("sourceId")}:{connection.Text("destinationId")}"] = new Connection(
                id, connection.Member("enabled") is not { ValueKind: JsonValueKind.False }, connection.Stated("createdAt"), connection.Stated("updatedAt"));
        }

        return former.Same(connections);
    }

    private static FrozenSet<string> ReadBlocked(JsonNavigator root) =>
        root.Object("settings")?.Object("eventBlocking")?.Object("events")?.Member("track") is { ValueKind: JsonValueKind.Array } names
            ? names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!).ToFrozenSet()
            : [];

    private static void CheckUnique(IEnumerable<Source> sources, Func<Source, string> key, string what)
    {
        var twice = sources.GroupBy(key).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new WorkspaceException($"The {what} \"{twice.Key}\" stands {twice.Count()} times in the document.");
        }
    }
}
