using Npgsql;

namespace Pintle.Store.Postgres;

/// <summary>What a writer writes. The numbers are stored.</summary>
internal enum WriterKind
{
    Append = 1,
    Commit = 2,
}

/// <summary>
/// Numbers the attempts of one writer, so that one whose answer was lost can be settled: after a higher number is stored,
/// the lost attempt has either been stored, which its id shows, or never will be, however late the network brings it.
/// </summary>
internal sealed class WriterAttempts(PostgresDatabase database, Guid owner, WriterKind kind)
{
    private long _attempt;

    /// <summary>An attempt's answer was lost; <see cref="SettleAsync"/> comes before the next one.</summary>
    public bool IsUncertain { get; private set; }

    public Guid Owner { get; } = owner;

    public long Next() => ++_attempt;

    public void Lost() => IsUncertain = true;

    /// <summary>Adds the writer's row, within the caller's transaction.</summary>
    public Task<int> RegisterAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken ct) => connection.ExecuteAsync(
        "INSERT INTO pintle.writer VALUES ($1, $2, 0, NULL, NULL, NULL, $3) ON CONFLICT DO NOTHING", ct, Owner, (int)kind, now.ToUnixTimeMilliseconds());

    /// <summary>An id as the table holds it: none is NULL.</summary>
    public static object? Stored(Guid id) => id == Guid.Empty ? DBNull.Value : id;

    /// <summary>What is stored of this writer, with every earlier attempt decided.</summary>
    /// <param name="last">The newest attempt known to be stored.</param>
    /// <param name="pending">The one whose answer was lost.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StoreRewoundException">The database holds neither: it has gone back.</exception>
    public async Task<SettledWriter> SettleAsync(Guid last, Guid pending, CancellationToken ct)
    {
        var rows = await database.QueryAsync(
            "UPDATE pintle.writer SET attempt = $3 WHERE owner = $1 AND kind = $2 AND attempt < $3 RETURNING last_id, last_sequence, heads",
            row => new SettledWriter(
                row.IsDBNull(0) ? Guid.Empty : row.GetGuid(0), row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? [] : row.GetFieldValue<long[]>(2)),
            ct, Owner, (int)kind, Next());
        if (rows.Count != 1 || (rows[0].LastId != last && rows[0].LastId != pending))
        {
            throw new StoreRewoundException($"PostgreSQL {database.Name} has lost what it had confirmed: the last {kind} of this node is not there any more.");
        }

        IsUncertain = false;
        return rows[0];
    }
}

/// <summary>A writer's last stored attempt.</summary>
internal sealed record SettledWriter(Guid LastId, long LastSequence, long[] Heads);
