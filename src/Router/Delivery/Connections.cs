using Pintle.Events;
using Pintle.Lanes.Owner;
using Pintle.Router.Progress;
using Pintle.Workspace;

namespace Pintle.Router.Delivery;

/// <summary>Keeps a destination's connection spans in step with the configuration, and says which events are its own.</summary>
internal sealed class Connections(string destinationId, IReadOnlyList<ShardProgress> shards, Func<int, int> shardOf)
{
    /// <summary>
    /// Opens and ends spans so that they match a snapshot, at the heads of now. True when something changed. A disabled source has no
    /// destinations: what it sent before is delivered, what the internal batch brings of it isn't.
    /// </summary>
    public bool Apply(WorkspaceSnapshot snapshot, LaneHeads heads)
    {
        var connected = snapshot.SourcesFeeding(destinationId).Where(id => snapshot.SourcesById[id].Enabled).ToHashSet();
        var now = new Lazy<long[]>(() => [.. Enumerable.Range(0, Lane.Count).Select(heads.NextOffset)]);
        var changed = false;
        foreach (var shard in shards)
        {
            changed |= shard.Spans.RemoveAll(s => s.IsBehind(lane => shard[lane].Cursor, shard.LaneNumbers)) > 0;
            for (var i = 0; i < shard.Spans.Count; i++)
            {
                if (shard.Spans[i].IsOpen && !connected.Contains(shard.Spans[i].SourceId))
                {
                    shard.Spans[i] = shard.Spans[i].EndAt(now.Value);
                    changed = true;
                }
            }

            foreach (var source in connected.Where(id => !shard.Spans.Any(s => s.IsOpen && s.SourceId == id)))
            {
                shard.Spans.Add(new ConnectionSpan(source, now.Value, end: null));
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Was the event's source connected when it came in, and may the destination have it?</summary>
    public bool Owns(EventHeader header, int lane, long offset)
    {
        if (header.DestinationId.Length > 0 && header.DestinationId != destinationId)
        {
            return false;
        }

        foreach (var span in shards[shardOf(lane)].Spans)
        {
            if (span.SourceId == header.SourceId && span.Covers(lane, offset))
            {
                return true;
            }
        }

        return false;
    }
}
