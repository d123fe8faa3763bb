using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Store;

/// <summary>
/// The durable event log and what became of its events. One instance is one node's view; several may share the same data.
/// Nothing needs a transaction over two shards. Whatever returns normally is on disk.
/// </summary>
/// <remarks>
/// Every method may throw <see cref="StoreUnavailableException"/> (busy, full, away: try again). Methods that write for
/// lanes throw <see cref="StaleEpochException"/> when a lane has a newer owner; then nothing of the call is stored.
/// A shard's methods may be called concurrently, except that one owner has at most one append in flight per shard.
/// </remarks>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>How many independent databases hold the lanes.</summary>
    int ShardCount { get; }

    /// <summary>The shard that holds a lane.</summary>
    int ShardOf(int lane);

    /// <summary>
    /// Makes this node the owner of the lanes: raises their epochs, which from then on fences out every former owner, and
    /// reads where each lane stands. No append of a former owner becomes visible after this returns.
    /// </summary>
    Task<IReadOnlyList<LaneGrant>> AcquireAsync(IReadOnlyCollection<int> lanes, CancellationToken ct);

    /// <summary>
    /// Appends one segment to one shard, all or nothing, after checking each lane's epoch in the same transaction.
    /// A retry with a segment id that is already stored is a success with the same sequence.
    /// </summary>
    /// <returns>The segment's sequence in its shard: rising in each lane's order, with gaps.</returns>
    /// <exception cref="OffsetConflictException">A lane's next offset is not the segment's first one.</exception>
    Task<long> AppendAsync(int shard, EncodedSegment segment, CancellationToken ct);

    /// <summary>
    /// Segments of a shard with a sequence of at least <paramref name="fromSequence"/>, in order, up to about
    /// <paramref name="maxBytes"/> stored bytes (at least one when there is one). Copied out: no statement stays open.
    /// </summary>
    Task<IReadOnlyList<StoredSegment>> ReadAsync(int shard, long fromSequence, int maxBytes, SegmentParts parts, CancellationToken ct);

    /// <summary>
    /// The message keys of a shard's segments appended at or after <paramref name="since"/>, oldest first.
    /// Independent of bodies: readable when a body is damaged.
    /// </summary>
    IAsyncEnumerable<StoredMessageKeys> ReadMessageKeysAsync(int shard, DateTimeOffset since, CancellationToken ct);

    /// <summary>Records what happened to events, all or nothing, after checking the epochs of <see cref="OutcomeCommit.Fence"/>.</summary>
    Task CommitAsync(int shard, OutcomeCommit commit, CancellationToken ct);

    /// <summary>
    /// Deletes whole files or buckets whose segments are all below <paramref name="belowSequence"/> and were all appended
    /// before <paramref name="olderThan"/>. May delete less than asked (a reader in the way), never more.
    /// </summary>
    Task<TrimResult> TrimAsync(int shard, long belowSequence, DateTimeOffset olderThan, CancellationToken ct);

    /// <summary>
    /// Keeps a copy of a segment that was read but can't be decoded, for good and apart from the log, which may go. Again with the
    /// same sequence changes nothing.
    /// </summary>
    Task SetAsideAsync(StoredSegment segment, string reason, CancellationToken ct);

    /// <summary>Size and bounds of a shard's log.</summary>
    Task<ShardStatus> StatusAsync(int shard, CancellationToken ct);

    /// <summary>Cheap check that the store answers.</summary>
    Task PingAsync(CancellationToken ct);

    /// <summary>What in the store's set-up weakens the promise that a stored event is safe, for an operator; empty when all is well.</summary>
    Task<IReadOnlyList<string>> WarningsAsync(CancellationToken ct);

    /// <summary>State of consumers, parked users, spills, plans and jobs, as committed.</summary>
    IOutcomeReader Outcomes { get; }

    /// <summary>Events that ended in failure.</summary>
    IDeadLetterReader DeadLetters { get; }
}

/// <summary>What a new owner learns of a lane.</summary>
/// <param name="Lane">Lane number.</param>
/// <param name="Epoch">Epoch of this ownership; every write of the lane carries it.</param>
/// <param name="NextOffset">Offset that the next event of the lane gets.</param>
public sealed record LaneGrant(int Lane, long Epoch, long NextOffset);

/// <summary>Which columns of a segment to read.</summary>
[Flags]
public enum SegmentParts
{
    Head = 1,
    Body = 2,
    All = Head | Body,
}

/// <summary>What a trim removed.</summary>
/// <param name="Segments">Segments deleted.</param>
/// <param name="Bytes">Bytes given back to the disk.</param>
public sealed record TrimResult(long Segments, long Bytes);

/// <summary>Bounds and size of a shard's log.</summary>
/// <param name="FirstSequence">Lowest stored sequence; <paramref name="NextSequence"/> when empty.</param>
/// <param name="NextSequence">Above every stored sequence.</param>
/// <param name="Bytes">Bytes on disk, segments and outcomes.</param>
/// <param name="OldestAppend">Append time of the first segment; null when empty.</param>
public sealed record ShardStatus(long FirstSequence, long NextSequence, long Bytes, DateTimeOffset? OldestAppend)
{
    /// <summary>Segments and files that could not be read and were set aside.</summary>
    public long Damaged { get; init; }
}
