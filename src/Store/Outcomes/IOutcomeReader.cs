namespace Pintle.Store.Outcomes;

/// <summary>Reads back what <see cref="OutcomeCommit"/>s stored. All results are as of the last commit.</summary>
public interface IOutcomeReader
{
    /// <summary>A consumer's rows on a shard, one per node that ever wrote one; null = every consumer's.</summary>
    Task<IReadOnlyList<StoredConsumerRow>> ConsumersAsync(int shard, string? consumer, CancellationToken ct);

    /// <summary>A consumer's parked users on a shard.</summary>
    IAsyncEnumerable<ParkedRow> ParkedAsync(int shard, string consumer, CancellationToken ct);

    /// <summary>Up to <paramref name="limit"/> ranges behind a parked user, from <paramref name="fromOffset"/> on, in order.</summary>
    Task<IReadOnlyList<ParkedRange>> ParkedRangesAsync(int shard, ParkedKey parked, long fromOffset, int limit, CancellationToken ct);

    /// <summary>Up to about <paramref name="maxBytes"/> of a consumer's spilled segments from a sequence on, in order (at least one when there is one).</summary>
    Task<IReadOnlyList<SpillRow>> SpillsAsync(int shard, string consumer, long fromSequence, int maxBytes, CancellationToken ct);

    /// <summary>Open plans of a consumer.</summary>
    Task<IReadOnlyList<PlanRow>> PlansAsync(int shard, string consumer, CancellationToken ct);

    /// <summary>Jobs, newest first; kept on shard 0.</summary>
    Task<IReadOnlyList<JobRow>> JobsAsync(CancellationToken ct);

    /// <summary>Counts of buckets that start in [from, to), summed over shards.</summary>
    Task<IReadOnlyList<CounterRow>> CountersAsync(CounterGrain grain, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Counts of minutes that start in [from, to), without replays, summed by source, destination and kind: a workspace at a glance costs no row per minute and event name.</summary>
    Task<IReadOnlyList<OutcomeSum>> CounterSumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <summary>A consumer's cursors as one node last wrote them.</summary>
public sealed record StoredConsumerRow(string Node, string Consumer, byte[] State);
