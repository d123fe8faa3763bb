using Npgsql;

namespace Pintle.Store.Postgres;

/// <summary>Which databases hold the log, and how.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// Connection strings of the shards, one database each, in their order for good. Several hosts may be listed in each
    /// (<c>Host=a,b</c>): the one that accepts writes is used. See https://www.npgsql.org/doc/failover-and-load-balancing.html.
    /// </summary>
    public required IReadOnlyList<string> Shards { get; init; }

    /// <summary>What is wrong with a connection string, without quoting it: it holds a password. Null when it can be used.</summary>
    public static string? ProblemOf(string shard)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(shard);
            return string.IsNullOrWhiteSpace(settings.Host) ? "names no Host." : string.IsNullOrWhiteSpace(settings.Database) ? "names no Database." : null;
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return broken.Message.StartsWith("Couldn't set", StringComparison.Ordinal) && broken is ArgumentException { ParamName: { } key }
                ? $"the value of \"{key}\" can't be used."
                : "can't be read: it must be a list of Key=value parts with semicolons between them, with known keys; a value with a semicolon stands in double quotes.";
        }
    }

    /// <summary>A bucket of segments is closed and a new one begun at this size.</summary>
    public long BucketBytes { get; init; } = 256L << 20;

    /// <summary>… or at this age.</summary>
    public TimeSpan BucketAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For fault tests.</summary>
    public FailPoint? FailPoint { get; init; }
}
