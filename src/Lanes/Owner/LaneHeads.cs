using Pintle.Events;
using Pintle.Store;
using Pintle.Store.Outcomes;

namespace Pintle.Lanes.Owner;

/// <summary>Epoch and next offset of each lane that this node owns. Read by anyone, advanced by the lane's committer.</summary>
public sealed class LaneHeads
{
    private readonly long[] _epochs = new long[Lane.Count];
    private readonly long[] _next = new long[Lane.Count];

    internal LaneHeads(IEnumerable<LaneGrant> grants)
    {
        foreach (var grant in grants)
        {
            _epochs[grant.Lane] = grant.Epoch;
            _next[grant.Lane] = grant.NextOffset;
        }
    }

    public long Epoch(int lane) => _epochs[lane];

    /// <summary>Offset that the lane's next event will get; everything below is committed.</summary>
    public long NextOffset(int lane) => Volatile.Read(ref _next[lane]);

    /// <summary>The fence of every lane of a shard.</summary>
    public IReadOnlyList<LaneEpoch> Fence(Func<int, bool> inShard) =>
        [.. Enumerable.Range(0, Lane.Count).Where(inShard).Select(lane => new LaneEpoch(lane, _epochs[lane]))];

    internal void Advance(int lane, int count) => Volatile.Write(ref _next[lane], _next[lane] + count);
}
