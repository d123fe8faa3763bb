namespace Pintle.Store.DeadLetters;

/// <summary>The dead letters of one shard, as its database has them: an index row for each batch, destination and reason, and the batches.</summary>
internal interface IDeadLetterRows
{
    /// <summary>Destinations and reasons that there are, found without looking at every row.</summary>
    Task<IReadOnlyList<DeadLetterKind>> KindsAsync(DeadLetterFilter filter, CancellationToken ct);

    /// <summary>
    /// Up to <paramref name="limit"/> index rows of each kind that the filter covers, from a batch on, in order; with
    /// <see cref="DeadLetterFilter.NewestFirst"/> downwards. Those that the times leave out are not among them. A filter that names neither
    /// destination nor reason has its rows under <see cref="DeadLetterKind.Any"/>, one for each batch.
    /// </summary>
    Task<IReadOnlyDictionary<DeadLetterKind, IReadOnlyList<DeadIndexRow>>> FirstRowsAsync(DeadLetterFilter filter, long fromBatch, int limit, CancellationToken ct);

    /// <summary>The same of one kind.</summary>
    Task<IReadOnlyList<DeadIndexRow>> RowsAsync(DeadLetterKind kind, DeadLetterFilter filter, long fromBatch, int limit, CancellationToken ct);

    /// <summary>The index rows of a batch.</summary>
    Task<IReadOnlyList<DeadIndexRow>> RowsOfAsync(long batch, CancellationToken ct);

    /// <summary>A batch as it was packed; null when it is gone.</summary>
    Task<byte[]?> BatchAsync(long batch, CancellationToken ct);

    /// <summary>The highest batch; 0 when there is none.</summary>
    Task<long> LastBatchAsync(CancellationToken ct);

    /// <summary>Between which batches letters of a time lie: the first ones that ended at or after its bounds. A batch begins where the one before has ended.</summary>
    Task<(long First, long Last)> ReachAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct);

    /// <summary>Deletes whole index rows, and batches that are empty then; the number of letters. In one transaction.</summary>
    Task<long> DeleteAsync(DeadLetterKind kind, IReadOnlyCollection<long> batches, CancellationToken ct);

    /// <summary>Takes letters out of a batch; the number of those that were still there. In one transaction.</summary>
    Task<long> RemoveAsync(long batch, IReadOnlyCollection<int> indexes, CancellationToken ct);

    /// <summary>The highest batch that is older than the limit, or beyond which there are as many bytes as may stay; 0 when all may stay.</summary>
    Task<long> ExpiredUpToAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct);

    /// <summary>Deletes some of the batches up to one; the number of letters, null when there are no more. In one transaction.</summary>
    Task<long?> DeleteOldestAsync(long upToBatch, CancellationToken ct);
}

/// <summary>What a row of the index is of.</summary>
internal readonly record struct DeadLetterKind(string DestinationId, string Reason)
{
    /// <summary>Of whatever destination and reason.</summary>
    public static readonly DeadLetterKind Any = new("", "");
}

/// <summary>A kind's letters in one batch.</summary>
/// <param name="Members">Which of the batch they are; null: all that are still there.</param>
internal sealed record DeadIndexRow(long Batch, DateTimeOffset First, DateTimeOffset Last, byte[]? Members);
