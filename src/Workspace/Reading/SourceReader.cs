using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>Reads the sources of a document, with the destinations under them. What stands many times in it is one object: a destination at its sources, the definition of a kind.</summary>
internal sealed class SourceReader(DocumentParts document, FormerRevision former)
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    private readonly string _workspaceId = document.Rest.Text("workspaceId");
    private readonly Accounts _accounts = new(document.Rest);
    private readonly Dictionary<string, Destination> _destinations = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _texts = [];
    private readonly Dictionary<SourceDefinition, SourceDefinition> _sourceKinds = [];
    private readonly Dictionary<string, (ReadOnlyMemory<byte> Text, DestinationDefinition Definition)> _destinationKinds = [];

    /// <summary>The sources, and by id the destinations under them.</summary>
    public (List<Source> Sources, Dictionary<string, Destination> Destinations) Read() => (document.Sources.Where(s => !s.Flag("deleted")).Select(ReadSource).ToList(), _destinations);

    private Source ReadSource(JsonNavigator source)
    {
        var definition = source.Object("sourceDefinition");
        var kind = new SourceDefinition(
            Or(definition?.Text("id"), source.Text("sourceDefinitionId")), definition?.Text("name") ?? "",
            definition?.Text("displayName") ?? "", definition?.Text("category") ?? "", definition?.Text("type") ?? "");
        _sourceKinds.TryAdd(kind, kind);
        return former.Same(new Source
        {
            Id = source.Required("id"),
            Name = source.Text("name"),
            WriteKey = source.Required("writeKey"),
            WorkspaceId = WorkspaceOf(source),
            Enabled = source.Flag("enabled"),
            Definition = _sourceKinds[kind],
            Config = Kept(source.Object("config")),
            Transient = source.Flag("transient"),
            GeoEnrichment = source.Object("geoEnrichment")?.Flag("enabled") ?? false,
            OriginalId = source.Text("originalId"),
            Destinations = [.. source.Objects("destinations").Where(d => !d.Flag("deleted")).Select(d => AtPlatform(ReadOnce(d), kind.Type))],
            CreatedBy = source.Stated("createdBy"),
            CreatedAt = source.Stated("createdAt"),
            UpdatedAt = source.Stated("updatedAt"),
        });
    }

    // A destination may stand under several sources, in other modes: each has it as it stands there. Deliveries are of one, the first that gets events.
    private Destination ReadOnce(JsonNavigator destination)
    {
        var id = destination.Required("id");
        var text = document.TextOf(destination.Element);
        var isKnown = _destinations.TryGetValue(id, out var seen);
        if (isKnown && (destination.Object("destinationDefinition") is null
            || (text.Span.SequenceEqual(_texts[id].Span) && !PlatformSettings.AreIn(destination.Object("config")?.Element ?? Empty))))
        {
            return seen!;
        }

        var read = former.Same(ReadDestination(destination));
        if (!isKnown || (read.ReceivesEvents && !seen!.ReceivesEvents))
        {
            (_destinations[id], _texts[id]) = (read, text);
        }

        return read;
    }

    private Destination AtPlatform(Destination read, string platform)
    {
        if (!PlatformSettings.AreIn(read.Config))
        {
            return read;
        }

        var resolved = read with { Config = PlatformSettings.Resolve(read.Config, platform) };
        _destinations[read.Id] = ReferenceEquals(_destinations[read.Id], read) ? resolved : _destinations[read.Id];
        return resolved;
    }

    private Destination ReadDestination(JsonNavigator destination)
    {
        var definition = destination.Object("destinationDefinition")
            ?? throw new WorkspaceException($"{destination.Path}.destinationDefinition is missing.");
        var given = destination.Object("config");
        var secret = destination.Object("secretConfig");
        var config = DestinationConfig.Merge(Kept(given), secret?.Element);
        return new Destination
        {
            Id = destination.Required("id"),
            Name = destination.Text("name"),
            WorkspaceId = WorkspaceOf(destination),
            Enabled = destination.Flag("enabled"),
            Paused = destination.Flag("paused"),
            IsProcessorEnabled = destination.Flag("isProcessorEnabled", otherwise: true),
            IsConnectionEnabled = destination.Flag("isConnectionEnabled", otherwise: true),
            Definition = ReadKind(definition),
            Config = config,
            RevisionId = destination.Text("revisionId"),
            HasDynamicConfig = DestinationConfig.IsDynamic(config),
            OriginalId = destination.Text("originalId"),
            Transformations =
            [
                .. destination.Objects("transformations").Select(t => new TransformationRef(t.Text("id"), t.Required("versionId"), Or(t.Text("language"), "javascript"))),
            ],
            Account = _accounts.Of(given, definition, WorkspaceOf(destination)),
            SecretSettings = secret is { } apart ? [.. apart.Element.EnumerateObject().Select(s => s.Name)] : [],
            UpdatedAt = destination.Stated("updatedAt"),
        };
    }

    private DestinationDefinition ReadKind(JsonNavigator definition)
    {
        var name = definition.Required("name");
        var text = document.TextOf(definition.Element);
        if (_destinationKinds.TryGetValue(name, out var known) && text.Span.SequenceEqual(known.Text.Span))
        {
            return known.Definition;
        }

        var read = new DestinationDefinition(
            definition.Text("id"), name, definition.Text("displayName"), DestinationConfig.FlattenMessageTypes(Kept(definition.Object("config"))));
        _destinationKinds[name] = (text, read);
        return read;
    }

    // What outlives the document.
    private static JsonElement Kept(JsonNavigator? settings) => settings is { } some && some.Element.EnumerateObject().Any() ? some.Element.Clone() : Empty;

    // One text for all that say the same.
    private string WorkspaceOf(JsonNavigator thing) => thing.Text("workspaceId") is { Length: > 0 } own && own != _workspaceId ? own : _workspaceId;

    private static string Or(string? first, string second) => string.IsNullOrEmpty(first) ? second : first;
}
