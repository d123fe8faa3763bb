using Pintle.Events;
using Pintle.Router.Runs;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Committing;

/// <summary>
/// What became of a consumer's events in one shard since its last commit. Filled by the consumer, drained by the committer,
/// both under the consumer's lock.
/// </summary>
internal sealed class OutcomeBuffer
{
    private readonly Dictionary<(DateTimeOffset Minute, CounterKey Key), long> _counters = [];

    private readonly Dictionary<RunKey, RunTally> _runs = [];

    /// <summary>Outcomes since the last drain.</summary>
    public int Outcomes { get; set; }

    /// <summary>Live events that have ended since the last drain: to whoever reads what is committed, they still wait.</summary>
    public int Settled { get; set; }

    /// <summary>The cursors moved or the connections changed.</summary>
    public bool IsMoved { get; set; }

    public List<DeadLetter> DeadLetters { get; } = [];

    public List<DeadLetterRef> RemovedDeadLetters { get; } = [];

    public List<SpillRow> Spills { get; } = [];

    public List<SpillKey> SpillsDoneBelow { get; } = [];

    public void Count(DateTimeOffset at, CounterKey key, long count = 1)
    {
        var minute = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counters, (minute, key), out _) += count;
    }

    /// <summary>Counts an event for its job run, when it belongs to one.</summary>
    public void CountRun(EventHeader header, string destinationId, RunTally change)
    {
        if (header.JobRunId.Length > 0)
        {
            var key = new RunKey(header.JobRunId, header.TaskRunId, header.SourceId, destinationId);
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_runs, key, out _) += change;
        }
    }

    public void DrainInto(CommitBuilder commit)
    {
        commit.Outcomes += Outcomes;
        foreach (var ((minute, key), count) in _counters)
        {
            commit.Count(minute, key, count);
        }

        foreach (var (key, change) in _runs)
        {
            commit.Runs[key] = commit.Runs.GetValueOrDefault(key) + change;
        }

        commit.DeadLetters.AddRange(DeadLetters);
        commit.RemovedDeadLetters.AddRange(RemovedDeadLetters);
        commit.Spills.AddRange(Spills);
        commit.SpillsDoneBelow.AddRange(SpillsDoneBelow);
        _counters.Clear();
        _runs.Clear();
        DeadLetters.Clear();
        RemovedDeadLetters.Clear();
        Spills.Clear();
        SpillsDoneBelow.Clear();
        Outcomes = 0;
        Settled = 0;
        IsMoved = false;
    }
}
