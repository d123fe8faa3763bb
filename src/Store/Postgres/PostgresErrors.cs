using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Pintle.Store.Postgres;

/// <summary>
/// PostgreSQL's error codes in the store's words. See https://www.postgresql.org/docs/current/errcodes-appendix.html; the
/// codes of class <c>PT</c> are raised by the functions of <see cref="PostgresSchema"/>.
/// </summary>
internal static class PostgresErrors
{
    /// <summary>A lane has a newer owner; the detail is "lane epoch".</summary>
    public const string StaleEpoch = "PT001";

    /// <summary>The bucket has been closed by a rotation.</summary>
    public const string BucketClosed = "PT002";

    /// <summary>A later attempt of the same writer has been seen: this one came too late.</summary>
    public const string Overtaken = "PT003";

    /// <summary>The database is behind what it had confirmed.</summary>
    public const string Rewound = "PT004";

    /// <summary>What a failure means to the store's callers; null for what isn't the database's.</summary>
    public static Exception? Translate(Exception failure) => failure switch
    {
        PostgresException { SqlState: StaleEpoch } stale => ReadStale(stale),
        PostgresException { SqlState: Rewound } rewound => new StoreRewoundException($"PostgreSQL has lost what it had confirmed: {rewound.MessageText}.", failure),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StoreUnavailableException("PostgreSQL's disk is full.", failure),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new StoreUnavailableException("PostgreSQL accepts no writes (a standby?).", failure),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => new SegmentDamagedException($"PostgreSQL reports damage: {failure.Message}", failure),
        PostgresException other => new StoreUnavailableException($"PostgreSQL can't do it: {other.MessageText} ({other.SqlState})", failure),
        NpgsqlException or SocketException or TimeoutException or IOException => new StoreUnavailableException($"PostgreSQL can't be reached: {failure.Message}", failure),
        _ => null,
    };

    /// <summary>Can it be that only what was read is damaged? PostgreSQL reports some damage as an internal error.</summary>
    public static bool IsDamage(Exception translated) =>
        translated is SegmentDamagedException or StoreUnavailableException { InnerException: PostgresException { SqlState: PostgresErrorCodes.InternalError } };

    /// <summary>The text without what PostgreSQL can't store: NUL and lone surrogates.</summary>
    public static string Storable(string text)
    {
        var isStorable = true;
        for (var i = 0; i < text.Length; i++)
        {
            isStorable &= text[i] != '\0' && !char.IsSurrogate(text[i]);
        }

        return isStorable ? text : string.Concat(text.EnumerateRunes().Select(r => r.Value == 0 ? "\uFFFD" : r.ToString()));
    }

    private static StaleEpochException ReadStale(PostgresException stale)
    {
        var parts = (stale.Detail ?? "0 0").Split(' ');
        return new StaleEpochException(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
