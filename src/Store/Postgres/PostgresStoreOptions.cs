namespace Pintle.Store.Postgres;

/// <summary>Which databases hold the log, and how.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// Connection strings of the shards, one database each, in their order for good. Several hosts may be listed in each
    /// (<c>Host=a,b</c>): the one that accepts writes is used. See https://www.npgsql.org/doc/failover-and-load-balancing.html.
    /// </summary>
    public required IReadOnlyList<string> Shards { get; init; }

    /// <summary>A bucket of segments is closed and a new one begun at this size.</summary>
    public long BucketBytes { get; init; } = 256L << 20;

    /// <summary>… or at this age.</summary>
    public TimeSpan BucketAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For fault tests.</summary>
    public FailPoint? FailPoint { get; init; }
}
