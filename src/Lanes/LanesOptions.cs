namespace Pintle.Lanes;

/// <summary>Limits of the lane owner and the tail.</summary>
public sealed record LanesOptions
{
    /// <summary>Memory for recent segments with their processed form, over all shards.</summary>
    public long TailBytes { get; init; } = 64L << 20;

    /// <summary>How long an accepted message id is remembered.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Most message ids remembered on a node; the oldest go first.</summary>
    public int DuplicateEntries { get; init; } = 4_000_000;

    /// <summary>Most events in one commit.</summary>
    public int MaxCommitEvents { get; init; } = 4_000;

    /// <summary>About how many bytes of bodies go into one commit.</summary>
    public long MaxCommitBytes { get; init; } = 8L << 20;

    /// <summary>After how long without a successful commit new events are refused at once instead of queued.</summary>
    public TimeSpan FailFastAfter { get; init; } = TimeSpan.FromSeconds(1);
}
