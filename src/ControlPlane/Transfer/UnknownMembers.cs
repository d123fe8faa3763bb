using System.Text.Json;

namespace Pintle.ControlPlane.Transfer;

/// <summary>Finds what a document says and an import leaves out: nothing goes without a word. Definitions are not looked into: those of known kinds are this version's, others are kept whole.</summary>
internal static class UnknownMembers
{
    private static readonly HashSet<string> OfWorkspace = Set(
        "workspaceId", "updatedAt", "sources", "destinations", "connections", "credentials", "libraries", "transformationVersions", "libraryVersions", "enableMetrics",
        "accounts", "accountDefinitions");

    private static readonly HashSet<string> OfSource = Set(
        "id", "name", "writeKey", "enabled", "deleted", "workspaceId", "config", "transient", "createdBy", "createdAt", "updatedAt", "sourceDefinitionId", "sourceDefinition", "geoEnrichment", "destinations",

        // Told of by itself.
        "dgSourceTrackingPlanConfig");

    private static readonly HashSet<string> OfDestination = Set(
        "id", "name", "enabled", "paused", "deleted", "workspaceId", "config", "secretConfig", "revisionId", "isConnectionEnabled", "isProcessorEnabled", "transformations",
        "createdBy", "createdAt", "updatedAt", "destinationDefinitionId", "destinationDefinition", "hasDynamicConfig");

    private static readonly HashSet<string> OfConnection = Set("id", "sourceId", "destinationId", "enabled", "processorEnabled", "config", "createdAt", "updatedAt", "deleted");

    private static readonly HashSet<string> OfCredential = Set("key", "value", "isSecret");

    private static readonly HashSet<string> OfVersion = Set("id", "versionId", "name", "handleName", "importName", "codeVersion", "isPublished", "code", "language", "description", "createdAt", "tests");

    /// <summary>Places in the document.</summary>
    public static IEnumerable<string> Of(WorkspaceDocument document)
    {
        var links = document.Links.Select(l => (l.Source.Id, l.Destination.Id)).ToHashSet();
        return [
            .. In(document.Root, "", OfWorkspace),
            .. document.Sources.SelectMany(s => In(s.Element, $"{s.At}.", OfSource)),
            .. document.Links.Select(l => l.Destination).Concat(document.List("destinations")).SelectMany(d => In(d.Element, $"{d.At}.", OfDestination)),
            .. document.Links.Select(l => l.Destination).SelectMany(Others),
            .. document.ById("connections").SelectMany(c => In(c.Element, $"{c.At}.", OfConnection)),
            .. document.ById("connections").Where(c => !links.Contains((WorkspaceDocument.Text(c.Element, "sourceId"), WorkspaceDocument.Text(c.Element, "destinationId")))).Select(c => c.At),
            .. document.ById("credentials").SelectMany(c => In(c.Element, $"{c.At}.", OfCredential)),
            .. document.List("transformationVersions").Concat(document.List("libraryVersions")).SelectMany(v => In(v.Element, $"{v.At}.", OfVersion)),
        ];
    }

    private static IEnumerable<string> In(JsonElement thing, string at, HashSet<string> known) =>
        thing.EnumerateObject().Where(m => !known.Contains(m.Name) && !IsEmpty(m.Value)).Select(m => at + m.Name);

    // Of several transformations the first is the one.
    private static IEnumerable<string> Others(Placed destination) =>
        WorkspaceDocument.Of(destination.Element, "transformations") is { ValueKind: JsonValueKind.Array } list ? Enumerable.Range(1, Math.Max(0, list.GetArrayLength() - 1)).Select(place => $"{destination.At}.transformations[{place}]") : [];

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Null or JsonValueKind.False => true,
        _ => false,
    };

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
