using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>Reads the workspace document of the RudderStack family (workspace-config.md §4) into a snapshot.</summary>
public static class WorkspaceReader
{
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <param name="utf8">The document, with the code that it carries in it.</param>
    /// <param name="revision">Of the snapshot.</param>
    /// <param name="now">When it changed, unless it says that itself.</param>
    /// <param name="hasBackend">Code that it doesn't carry comes from a control plane.</param>
    /// <exception cref="WorkspaceException">The document can't be used; the message says where and why.</exception>
    public static WorkspaceSnapshot Read(ReadOnlyMemory<byte> utf8, long revision, DateTimeOffset now, bool hasBackend = false)
    {
        try
        {
            return ReadDocument(utf8, revision, now, hasBackend);
        }
        catch (InvalidOperationException broken)
        {
            // Parsing leaves strings alone; half a surrogate pair or bytes that are no UTF-8 show only when one is read.
            throw new WorkspaceException($"The document holds text that is not valid Unicode: {broken.Message}", broken);
        }
    }

    private static WorkspaceSnapshot ReadDocument(ReadOnlyMemory<byte> utf8, long revision, DateTimeOffset now, bool hasBackend)
    {
        var root = Unwrap(new JsonNavigator(Parse(utf8), "workspace"));
        var workspaceId = root.Text("workspaceId");
        var destinations = new Dictionary<string, Destination>();
        var accounts = new Accounts(root);
        var sources = root.Objects("sources").Where(s => !s.Flag("deleted"))
            .Select(s => ReadSource(s, workspaceId, destinations, accounts)).ToList();
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
            WorkspaceId = workspaceId,
            Revision = revision,
            UpdatedAt = DateTimeOffset.TryParse(root.Text("updatedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : now,
            SourcesById = sources.ToFrozenDictionary(s => s.Id),
            SourcesByWriteKey = sources.ToFrozenDictionary(s => s.WriteKey),
            DestinationsById = destinations.ToFrozenDictionary(),
            Connections = ReadConnections(root),
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
            throw new WorkspaceException(
                $"The document is not valid JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}: {broken.Message.Split(" LineNumber")[0]}", broken);
        }
    }

    /// <summary>A namespace document holds workspaces by id; one of them is what a data plane of this kind can serve.</summary>
    internal static JsonNavigator Unwrap(JsonNavigator root)
    {
        if (root.Element.ValueKind != JsonValueKind.Object)
        {
            throw new WorkspaceException("The document must be an object.");
        }

        if (IsWorkspace(root))
        {
            return root;
        }

        var workspaces = root.Element.EnumerateObject().Where(w => w.Value.ValueKind == JsonValueKind.Object).ToList();
        return workspaces.Count switch
        {
            1 => new JsonNavigator(workspaces[0].Value, workspaces[0].Name),
            0 => throw new WorkspaceException("The document has neither sources nor a workspace."),
            _ => throw new WorkspaceException($"The document holds {workspaces.Count} workspaces; this data plane serves one."),
        };
    }

    internal static bool IsWorkspace(JsonNavigator root) => root.Member("sources") is not null || root.Member("workspaceId") is not null;

    private static Source ReadSource(JsonNavigator source, string workspaceId, Dictionary<string, Destination> destinations, Accounts accounts)
    {
        var definition = source.Object("sourceDefinition");
        return new Source
        {
            Id = source.Required("id"),
            Name = source.Text("name"),
            WriteKey = source.Required("writeKey"),
            WorkspaceId = Or(source.Text("workspaceId"), workspaceId),
            Enabled = source.Flag("enabled"),
            Definition = new SourceDefinition(
                Or(definition?.Text("id"), source.Text("sourceDefinitionId")), definition?.Text("name") ?? "",
                definition?.Text("displayName") ?? "", definition?.Text("category") ?? "", definition?.Text("type") ?? ""),
            Config = source.Object("config")?.Element ?? Empty,
            Transient = source.Flag("transient"),
            GeoEnrichment = source.Object("geoEnrichment")?.Flag("enabled") ?? false,
            OriginalId = source.Text("originalId"),
            Destinations = [.. source.Objects("destinations").Where(d => !d.Flag("deleted")).Select(d => AtPlatform(ReadDestination(d, workspaceId, destinations, accounts), definition?.Text("type") ?? "", destinations))],
            Raw = source.Element,
        };
    }

    // A destination may stand under several sources, in other modes: each has it as it stands there. Deliveries are of one, the first that gets events.
    private static Destination ReadDestination(JsonNavigator destination, string workspaceId, Dictionary<string, Destination> known, Accounts accounts)
    {
        var isKnown = known.TryGetValue(destination.Required("id"), out var seen);
        if (isKnown && (destination.Object("destinationDefinition") is null || (IsSame(destination.Element, seen!.Raw) && !PlatformSettings.AreIn(destination.Object("config")?.Element ?? Empty))))
        {
            return seen!;
        }

        var read = ReadDestination(destination, workspaceId, accounts);
        if (!isKnown || (read.ReceivesEvents && !seen!.ReceivesEvents))
        {
            known[read.Id] = read;
        }

        return read;
    }

    private static Destination AtPlatform(Destination read, string platform, Dictionary<string, Destination> known)
    {
        if (!PlatformSettings.AreIn(read.Config))
        {
            return read;
        }

        var resolved = read with { Config = PlatformSettings.Resolve(read.Config, platform) };
        known[read.Id] = ReferenceEquals(known[read.Id], read) ? resolved : known[read.Id];
        return resolved;
    }

    private static bool IsSame(JsonElement one, JsonElement other) => JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other));

    private static Destination ReadDestination(JsonNavigator destination, string workspaceId, Accounts accounts)
    {
        var definition = destination.Object("destinationDefinition")
            ?? throw new WorkspaceException($"{destination.Path}.destinationDefinition is missing.");
        var config = DestinationConfig.Merge(destination.Object("config")?.Element ?? Empty, destination.Object("secretConfig")?.Element);
        return new Destination
        {
            Id = destination.Required("id"),
            Name = destination.Text("name"),
            WorkspaceId = Or(destination.Text("workspaceId"), workspaceId),
            Enabled = destination.Flag("enabled"),
            Paused = destination.Flag("paused"),
            IsProcessorEnabled = destination.Flag("isProcessorEnabled", otherwise: true),
            IsConnectionEnabled = destination.Flag("isConnectionEnabled", otherwise: true),
            Definition = new DestinationDefinition(
                definition.Text("id"), definition.Required("name"), definition.Text("displayName"),
                DestinationConfig.FlattenMessageTypes(definition.Object("config")?.Element ?? Empty)),
            Config = config,
            RevisionId = destination.Text("revisionId"),
            HasDynamicConfig = DestinationConfig.IsDynamic(config),
            OriginalId = destination.Text("originalId"),
            Transformations =
            [
                .. destination.Objects("transformations").Select(t => new TransformationRef(t.Text("id"), t.Required("versionId"), Or(t.Text("language"), "javascript"))),
            ],
            Account = accounts.Of(destination.Object("config"), definition, Or(destination.Text("workspaceId"), workspaceId)),
            Raw = destination.Element,
        };
    }

    private static FrozenDictionary<string, Connection> ReadConnections(JsonNavigator root)
    {
        var connections = new Dictionary<string, Connection>();
        if (root.Object("connections") is { } all)
        {
            foreach (var member in all.Element.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Object))
            {
                var connection = new JsonNavigator(member.Value, $"{all.Path}.{member.Name}");
                connections[$"{connection.Text("sourceId")}:{connection.Text("destinationId")}"] = new Connection(member.Name, connection.Member("enabled") is not { ValueKind: JsonValueKind.False }, member.Value);
            }
        }

        return connections.ToFrozenDictionary();
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

    private static string Or(string? first, string second) => string.IsNullOrEmpty(first) ? second : first;
}
