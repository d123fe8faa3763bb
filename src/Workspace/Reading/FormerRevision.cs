using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>
/// What the revision before had: whatever is the same in the next one is the same object. Most of a large workspace is after a change, and a copy of it for each change would be garbage
/// that is collected late.
/// </summary>
/// <param name="snapshot">Null: there is none.</param>
internal sealed class FormerRevision(WorkspaceSnapshot? snapshot)
{
    /// <summary>The source as it was, unless it is another now. Its destinations have been looked for already.</summary>
    public Source Same(Source read)
    {
        if (snapshot?.SourcesById.GetValueOrDefault(read.Id) is not { } former)
        {
            return read;
        }

        var joined = read with { Config = Same(read.Config, former.Config), Destinations = read.Destinations.SequenceEqual(former.Destinations, ReferenceEqualityComparer.Instance) ? former.Destinations : read.Destinations };
        return joined == former ? former : joined;
    }

    /// <summary>The destination as it was, unless it is another now.</summary>
    public Destination Same(Destination read)
    {
        if (snapshot?.DestinationsById.GetValueOrDefault(read.Id) is not { } former)
        {
            return read;
        }

        var joined = read with
        {
            Definition = Same(read.Definition, former.Definition),
            Config = Same(read.Config, former.Config),
            Transformations = read.Transformations.SequenceEqual(former.Transformations) ? former.Transformations : read.Transformations,
            SecretSettings = read.SecretSettings.SequenceEqual(former.SecretSettings) ? former.SecretSettings : read.SecretSettings,
        };
        return joined == former ? former : joined;
    }

    /// <summary>The connections as they were, all or those that are the same.</summary>
    public FrozenDictionary<string, Connection> Same(Dictionary<string, Connection> read)
    {
        if (snapshot is null)
        {
            return read.ToFrozenDictionary();
        }

        var changed = read.Count != snapshot.Connections.Count;
        foreach (var (key, connection) in read)
        {
            var former = snapshot.Connections.GetValueOrDefault(key);
            changed |= connection != former;
            read[key] = connection == former ? former : connection;
        }

        return changed ? read.ToFrozenDictionary() : snapshot.Connections;
    }

    // One of a kind is read once; what was made of it before is found through its destinations.
    private static DestinationDefinition Same(DestinationDefinition read, DestinationDefinition former) =>
        read with { Config = Same(read.Config, former.Config) } == former ? former : read;

    private static JsonElement Same(JsonElement read, JsonElement former) =>
        JsonMarshal.GetRawUtf8Value(read).SequenceEqual(JsonMarshal.GetRawUtf8Value(former)) ? former : read;
}
