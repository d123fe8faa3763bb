using System.Runtime.InteropServices;
using Pintle.Router.Runs;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Committing;

/// <summary>Gathers the outcomes of all consumers of a shard into one commit.</summary>
internal sealed class CommitBuilder
{
    private readonly Dictionary<(DateTimeOffset Minute, CounterKey Key), long> _counters = [];

    public int Outcomes { get; set; }

    public List<ConsumerRow> Consumers { get; } = [];

    public List<string> DeletedConsumers { get; } = [];

    public List<ParkedRow> Parked { get; } = [];

    public List<ParkedKey> Unparked { get; } = [];

    public List<ParkedRange> ParkedRanges { get; } = [];

    public List<ParkedRangeKey> DoneParkedRanges { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    public List<DeadLetterRef> RemovedDeadLetters { get; } = [];

    public List<SpillRow> Spills { get; } = [];

    public List<SpillKey> SpillsDoneBelow { get; } = [];

    public List<JobRow> Jobs { get; } = [];

    /// <summary>What changed of job runs; becomes rows of consumers before the commit is built.</summary>
    public Dictionary<RunKey, RunTally> Runs { get; } = [];

    public bool IsEmpty =>
        Consumers.Count + DeletedConsumers.Count + Parked.Count + Unparked.Count + ParkedRanges.Count + DoneParkedRanges.Count
        + DeadLetters.Count + RemovedDeadLetters.Count + Spills.Count + SpillsDoneBelow.Count + Jobs.Count + _counters.Count == 0;

    public void Count(DateTimeOffset minute, CounterKey key, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_counters, (minute, key), out _) += count;

    public OutcomeCommit Build(Guid id, string node, IReadOnlyList<LaneEpoch> fence) => new()
    {
        Id = id,
        Node = node,
        Fence = fence,
        Consumers = Consumers,
        DeletedConsumers = DeletedConsumers,
        Parked = Parked,
        Unparked = Unparked,
        ParkedRanges = ParkedRanges,
        DoneParkedRanges = DoneParkedRanges,
        DeadLetters = DeadLetters,
        RemovedDeadLetters = RemovedDeadLetters,
        Counters = [.. _counters.Select(c => new CounterDelta(c.Key.Minute, c.Key.Key, c.Value))],
        Spills = Spills,
        SpillsDoneBelow = SpillsDoneBelow,
        Jobs = Jobs,
    };
}
