using Pintle.Store;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Router.Tests.Rig;

/// <summary>A store whose process is as good as dead once told so: nothing more is written.</summary>
internal sealed class DyingStore(IEventStore inner) : IEventStore
{
    public bool IsDead { get; set; }

    /// <summary>Every call says that the store is away, as a full disk does.</summary>
    public bool IsAway { get; set; }

    public int ShardCount => inner.ShardCount;

    public IOutcomeReader Outcomes => inner.Outcomes;

    public IDeadLetterReader DeadLetters => inner.DeadLetters;

    public int ShardOf(int lane) => inner.ShardOf(lane);

    public Task<IReadOnlyList<LaneGrant>> AcquireAsync(IReadOnlyCollection<int> lanes, CancellationToken ct) => inner.AcquireAsync(lanes, ct);

    public Task<long> AppendAsync(int shard, EncodedSegment segment, CancellationToken ct)
    {
        Check();
        return inner.AppendAsync(shard, segment, ct);
    }

    public Task<IReadOnlyList<StoredSegment>> ReadAsync(int shard, long fromSequence, int maxBytes, SegmentParts parts, CancellationToken ct) =>
        inner.ReadAsync(shard, fromSequence, maxBytes, parts, ct);

    public IAsyncEnumerable<StoredMessageKeys> ReadMessageKeysAsync(int shard, DateTimeOffset since, CancellationToken ct) =>
        inner.ReadMessageKeysAsync(shard, since, ct);

    public Task CommitAsync(int shard, OutcomeCommit commit, CancellationToken ct)
    {
        Check();
        return inner.CommitAsync(shard, commit, ct);
    }

    public Task SetAsideAsync(StoredSegment segment, string reason, CancellationToken ct) => inner.SetAsideAsync(segment, reason, ct);

    public Task<TrimResult> TrimAsync(int shard, long belowSequence, DateTimeOffset olderThan, CancellationToken ct) =>
        inner.TrimAsync(shard, belowSequence, olderThan, ct);

    public Task<ShardStatus> StatusAsync(int shard, CancellationToken ct) => inner.StatusAsync(shard, ct);

    public Task PingAsync(CancellationToken ct) => inner.PingAsync(ct);

    public Task<IReadOnlyList<string>> WarningsAsync(CancellationToken ct) => inner.WarningsAsync(ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Check()
    {
        if (IsDead)
        {
            throw new StaleEpochException(0, 0);
        }

        if (IsAway)
        {
            throw new StoreUnavailableException("away");
        }
    }
}
