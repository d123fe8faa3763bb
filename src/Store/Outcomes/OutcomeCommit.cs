using Pintle.Events;
using Pintle.Store.DeadLetters;

namespace Pintle.Store.Outcomes;

/// <summary>
/// What became of events since the last commit: cursors, parked users, dead letters and counters of the same outcomes,
/// stored together or not at all. Changes are applied in the order of the members; keys are unique within a list.
/// </summary>
public sealed record OutcomeCommit
{
    /// <summary>Made by the writer; a retry keeps it. A commit whose id is the node's last stored one changes nothing and succeeds.</summary>
    public required Guid Id { get; init; }

    /// <summary>The writer's node name; with the consumer it keys the cursor rows.</summary>
    public required string Node { get; init; }

    /// <summary>Every lane that the commit speaks for, with the epoch of its owner.</summary>
    public required IReadOnlyList<LaneEpoch> Fence { get; init; }

    public IReadOnlyList<ConsumerRow> Consumers { get; init; } = [];

    /// <summary>Consumers to forget: their rows of this shard (every node's), parked users, spills and plans go.</summary>
    public IReadOnlyList<string> DeletedConsumers { get; init; } = [];

    public IReadOnlyList<ParkedRow> Parked { get; init; } = [];

    /// <summary>Users that are no longer parked: the row and its remaining ranges go.</summary>
    public IReadOnlyList<ParkedKey> Unparked { get; init; } = [];

    /// <summary>More offsets behind parked users, appended.</summary>
    public IReadOnlyList<ParkedRange> ParkedRanges { get; init; } = [];

    /// <summary>Ranges whose events are all done.</summary>
    public IReadOnlyList<ParkedRangeKey> DoneParkedRanges { get; init; } = [];

    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];

    /// <summary>Dead letters that were replayed or dropped.</summary>
    public IReadOnlyList<DeadLetterRef> RemovedDeadLetters { get; init; } = [];

    public IReadOnlyList<CounterDelta> Counters { get; init; } = [];

    public IReadOnlyList<SpillRow> Spills { get; init; } = [];

    /// <summary>Spills that nobody needs any more: a consumer's rows with a sequence below the one given.</summary>
    public IReadOnlyList<SpillKey> SpillsDoneBelow { get; init; } = [];

    /// <summary>New or changed plans, by id.</summary>
    public IReadOnlyList<PlanRow> Plans { get; init; } = [];

    public IReadOnlyList<Guid> DonePlans { get; init; } = [];

    /// <summary>New or changed jobs, by id.</summary>
    public IReadOnlyList<JobRow> Jobs { get; init; } = [];
}

/// <summary>A lane and the epoch under which its owner writes.</summary>
public readonly record struct LaneEpoch(int Lane, long Epoch);

/// <summary>A consumer's cursors and done sets of all lanes of one node, or the counts of a job run, packed by its reader; replaces the former row.</summary>
public sealed record ConsumerRow(string Consumer, byte[] State);

public readonly record struct ParkedKey(string Consumer, int Lane, UserKey User);

/// <summary>A user whose failed event waits for its next try; replaces the former row.</summary>
/// <param name="State">The failed event's place, attempts and remaining requests, packed by the router.</param>
public sealed record ParkedRow(ParkedKey Key, DateTimeOffset NextTry, byte[] State);

/// <summary>Identity of a stretch of events behind a parked user: <paramref name="FirstOffset"/> is its first event's offset.</summary>
public readonly record struct ParkedRangeKey(ParkedKey Parked, long FirstOffset);

/// <summary>Events behind a parked user, as places in the log, packed by the router.</summary>
public sealed record ParkedRange(ParkedRangeKey Key, byte[] Events);

/// <summary>Identity of a spilled segment: ordered by <paramref name="Sequence"/>, the sequence of the segment it copies.</summary>
public readonly record struct SpillKey(string Consumer, long Sequence);

/// <summary>A consumer's unfinished events of one segment, copied so that the log can go.</summary>
public sealed record SpillRow(SpillKey Key, DateTimeOffset AppendedAt, byte[] Head, byte[] Body);

/// <summary>A file or bulk request that covers lane ranges, written down before it is sent.</summary>
/// <param name="Ranges">Exactly the events it covers, packed by the consumer.</param>
/// <param name="Revision">Configuration revision under which it was made.</param>
public sealed record PlanRow(Guid Id, string Consumer, DateTimeOffset CreatedAt, string Revision, byte[] Ranges);

/// <summary>A long-running piece of work such as a replay: resumable, cancellable.</summary>
/// <param name="Kind">What it does, e.g. <c>replay</c>.</param>
/// <param name="State">Persisted number, see <see cref="JobState"/>.</param>
/// <param name="Spec">What was asked, JSON.</param>
/// <param name="Progress">How far it is, JSON.</param>
public sealed record JobRow(Guid Id, string Kind, JobState State, DateTimeOffset CreatedAt, string Spec, string Progress);

/// <summary>State of a job. The numbers are stored.</summary>
public enum JobState
{
    Running = 1,
    Done = 2,
    Cancelled = 3,
    Failed = 4,
}
