using Pintle.Router.Committing;
using Pintle.Router.Retry;

namespace Pintle.Router.Replay;

/// <summary>What a loop that replays takes from the log: a stretch of each shard, and the events of it that a filter covers.</summary>
/// <param name="From">Per shard, the first sequence.</param>
/// <param name="Until">Per shard, the sequence at which it ends.</param>
/// <param name="Filter">Which events.</param>
/// <param name="Pace">How fast; null = as fast as the destination takes them.</param>
/// <param name="Tally">What became of them; guarded by the loop.</param>
internal sealed record LogRange(IReadOnlyList<long> From, IReadOnlyList<long> Until, ReplayFilter Filter, Throttle? Pace, ReplayTally Tally)
{
    /// <summary>Version of the user transformation that its events go through; null: the one in force.</summary>
    public string? CodeVersion { get; init; }

    /// <summary>Writes the job down with the outcomes and cursors of the same commit; called under the loop's lock with the events in hand.</summary>
    public Action<CommitBuilder, int> WriteJob { get; init; } = (_, _) => { };

    /// <summary>Jobs are kept on the first shard.</summary>
    public void CollectInto(CommitBuilder commit, int shard, int inHand)
    {
        if (shard == 0)
        {
            WriteJob(commit, inHand);
        }
    }

    /// <summary>How much of the stretch has been read, between 0 and 1.</summary>
    public double ShareDone(IEnumerable<long> positions)
    {
        var length = Until.Zip(From, (until, from) => until - from).Sum();
        return length == 0 ? 1 : (double)positions.Zip(From, (at, from) => Math.Max(at - from, 0)).Sum() / length;
    }
}
