using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Http;
using Pintle.Workspace.Reading;

namespace Pintle.ControlPlane.Transfer;

/// <summary>A workspace document (workspace-config.md §4), taken apart: every thing once, with its place. Names are matched without regard to case, as the data plane does.</summary>
internal sealed class WorkspaceDocument
{
    private readonly Dictionary<string, Placed> _destinations = [];
    private readonly List<Link> _links = [];

    /// <exception cref="ApiException">It is no workspace document.</exception>
    public WorkspaceDocument(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Of(root, "sources") is not { ValueKind: JsonValueKind.Array })
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The body must be a workspace document: an object with the list \"sources\", as workspaceConfig.json has it.");
        }

        Root = root;
        Sources = Living(root, "sources", "sources");
        foreach (var source in Sources)
        {
            foreach (var destination in Living(source.Element, "destinations", $"{source.At}.destinations"))
            {
                _destinations.TryAdd(destination.Id, destination);
                _links.Add(new Link(source, destination));
            }
        }

        // Ours: those that no source is connected to.
        foreach (var destination in List("destinations"))
        {
            _destinations.TryAdd(destination.Id, destination);
        }

        InForce = Of(root, "libraries") is { ValueKind: JsonValueKind.Array } libraries ? libraries.EnumerateArray().Select(l => Text(l, "versionId")).ToHashSet() : null;
        Attached = _destinations.Values.Select(d => Of(d.Element, "transformations") is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0 ? Text(all[0], "versionId") : "").ToHashSet();
    }

    public JsonElement Root { get; }

    public IReadOnlyList<Placed> Sources { get; }

    public IReadOnlyCollection<Placed> Destinations => _destinations.Values;

    /// <summary>Each destination under a source.</summary>
    public IReadOnlyList<Link> Links => _links;

    /// <summary>Versions of libraries that are in force; null: the document doesn't say.</summary>
    public IReadOnlySet<string>? InForce { get; }

    /// <summary>Versions of transformations that its destinations have.</summary>
    public IReadOnlySet<string> Attached { get; }

    /// <summary>Things of a list.</summary>
    public IReadOnlyList<Placed> List(string name) => Living(Root, name, name);

    /// <summary>Things of an object, by id.</summary>
    public IEnumerable<Placed> ById(string name) => Of(Root, name) is { ValueKind: JsonValueKind.Object } all
        ? all.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object).Select(m => new Placed($"{name}.{m.Name}", m.Name, m.Value))
        : [];

    /// <summary>A member, in any case.</summary>
    public static JsonElement? Of(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object ? new JsonNavigator(element, "").Member(name) : null;

    public static string Text(JsonElement element, string name) => Of(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static bool Flag(JsonElement element, string name, bool otherwise) => Of(element, name) switch { { ValueKind: JsonValueKind.True } => true, { ValueKind: JsonValueKind.False } => false, _ => otherwise };

    /// <summary>An object; an empty one when there is none.</summary>
    public static JsonElement Object(JsonElement element, string name) => Of(element, name) is { ValueKind: JsonValueKind.Object } found ? found : JsonElement.Parse("{}");

    private static List<Placed> Living(JsonElement parent, string list, string at)
    {
        if (Of(parent, list) is not { ValueKind: JsonValueKind.Array } all)
        {
            return [];
        }

        var found = new List<Placed>();
        foreach (var (place, element) in all.EnumerateArray().Index())
        {
            var (where, id) = ($"{at}[{place}]", Text(element, "id"));
            if (id.Length == 0 && Text(element, "versionId") is var version)
            {
                id = version;
            }

            if (id.Length is 0 or > 100)
            {
                throw new ApiException(StatusCodes.Status422UnprocessableEntity, $"{where} has no id of 1 to 100 characters.") { Errors = new Dictionary<string, string[]> { [where] = ["An id is missing."] } };
            }

            if (!Flag(element, "deleted", otherwise: false))
            {
                found.Add(new Placed(where, id, element));
            }
        }

        return found;
    }
}

/// <summary>A thing, and where in the document it stands.</summary>
internal sealed record Placed(string At, string Id, JsonElement Element)
{
    public string Name => WorkspaceDocument.Text(Element, "name") is { Length: > 0 } name ? name : Id;
}

/// <summary>A destination as it stands under a source.</summary>
internal sealed record Link(Placed Source, Placed Destination)
{
    /// <summary>Of the source.</summary>
    public string Platform { get; } = WorkspaceDocument.Object(Source.Element, "sourceDefinition") is var definition && SourceType.Find(WorkspaceDocument.Text(definition, "name")) is { } type ? type.Type
        : WorkspaceDocument.Text(definition, "type") is { Length: > 0 } given ? given : "cloud";
}
