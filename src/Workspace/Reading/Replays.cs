using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>Copies of sources and destinations for event replays (workspace-config.md §4, <c>eventReplays</c>).</summary>
internal static class Replays
{
    public static List<Source> Read(JsonNavigator root, IReadOnlyList<Source> sources, Dictionary<string, Destination> destinations)
    {
        var copies = new List<Source>();
        foreach (var (_, replay) in Members(root.Object("eventReplays")))
        {
            var replayed = new Dictionary<string, Destination>();
            foreach (var (id, copy) in Members(replay.Object("destinations")))
            {
                if (destinations.TryGetValue(copy.Text("originalId"), out var original))
                {
                    replayed[id] = original with { Id = id, OriginalId = original.Id, IsProcessorEnabled = true };
                }
            }

            var connections = replay.Objects("connections").Select(c => (Source: c.Text("sourceId"), Destination: c.Text("destinationId"))).ToList();
            foreach (var (id, copy) in Members(replay.Object("sources")))
            {
                var original = sources.FirstOrDefault(s => s.Id == copy.Text("originalId"));
                List<Destination> connected = [.. connections.Where(c => c.Source == id && replayed.ContainsKey(c.Destination)).Select(c => replayed[c.Destination])];
                if (original is not null && connected.Count > 0)
                {
                    copies.Add(original with { Id = id, WriteKey = id, OriginalId = original.Id, Destinations = connected });
                    connected.ForEach(d => Add(d, destinations, copy.Path));
                }
            }
        }

        return copies;
    }

    // Two sources of one replay may share a copy; any other destination of that id would be taken over unseen.
    private static void Add(Destination copy, Dictionary<string, Destination> destinations, string path)
    {
        if (!destinations.TryAdd(copy.Id, copy) && !ReferenceEquals(destinations[copy.Id], copy))
        {
            throw new WorkspaceException($"{path}: the destination id \"{copy.Id}\" is in use already.");
        }
    }

    // The id comes beside the path, because ids may contain dots.
    private static IEnumerable<(string Id, JsonNavigator Value)> Members(JsonNavigator? parent) => parent is not { } of
        ? []
        : of.Element.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object)
            .Select(m => (m.Name, new JsonNavigator(m.Value, $"{of.Path}.{m.Name}")));
}
