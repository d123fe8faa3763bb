using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>Copies of sources and destinations for event replays (workspace-config.md §4, <c>eventReplays</c>).</summary>
internal static class Replays
{
    public static List<Source> Read(JsonNavigator root, IReadOnlyList<Source> sources, Dictionary<string, Destination> destinations)
    {
        var copies = new List<Source>();
        foreach (var replay in Members(root.Object("eventReplays")))
        {
            var replayed = new Dictionary<string, Destination>();
            foreach (var copy in Members(replay.Object("destinations")))
            {
                if (destinations.TryGetValue(copy.Text("originalId"), out var original))
                {
                    var id = copy.Path[(copy.Path.LastIndexOf('.') + 1)..];
                    replayed[id] = original with { Id = id, OriginalId = original.Id, IsProcessorEnabled = true };
                }
            }

            var connections = replay.Objects("connections").Select(c => (Source: c.Text("sourceId"), Destination: c.Text("destinationId"))).ToList();
            foreach (var copy in Members(replay.Object("sources")))
            {
                var id = copy.Path[(copy.Path.LastIndexOf('.') + 1)..];
                var original = sources.FirstOrDefault(s => s.Id == copy.Text("originalId"));
                List<Destination> connected = [.. connections.Where(c => c.Source == id && replayed.ContainsKey(c.Destination)).Select(c => replayed[c.Destination])];
                if (original is not null && connected.Count > 0)
                {
                    copies.Add(original with { Id = id, WriteKey = id, OriginalId = original.Id, Destinations = connected });
                    connected.ForEach(d => destinations[d.Id] = d);
                }
            }
        }

        return copies;
    }

    private static IEnumerable<JsonNavigator> Members(JsonNavigator? parent) => parent is not { } of
        ? []
        : of.Element.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object).Select(m => new JsonNavigator(m.Value, $"{of.Path}.{m.Name}"));
}
