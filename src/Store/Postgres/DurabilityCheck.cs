namespace Pintle.Store.Postgres;

/// <summary>What in a server's settings weakens the promise that an answered event is safe.</summary>
internal static class DurabilityCheck
{
    /// <summary>Warnings for an operator; empty when all is well. See https://www.postgresql.org/docs/current/wal-reliability.html.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(PostgresDatabase database, CancellationToken ct)
    {
        var (fsync, fullPages, standbys, synchronous) = (await database.QueryAsync(
            """
            SELECT current_setting('fsync'), current_setting('full_page_writes'),
                (SELECT count(*) FROM pg_stat_replication), (SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum'))
            """,
            row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)), ct))[0];
        var warnings = new List<string>();
        if (fsync == "off")
        {
            warnings.Add($"{database.Name} runs with fsync=off: a power cut loses acknowledged events.");
        }

        if (fullPages == "off")
        {
            warnings.Add($"{database.Name} runs with full_page_writes=off: a power cut can damage the store.");
        }

        if (standbys > 0 && synchronous == 0)
        {
            warnings.Add($"{database.Name} has only asynchronous standbys: a fail-over loses the newest acknowledged events. Set synchronous_standby_names.");
        }

        var damaged = await database.RunAsync(c => c.NumberAsync("SELECT count(*) FROM pintle.damaged_segment", ct), ct);
        if (damaged > 0)
        {
            warnings.Add($"{database.Name} holds {damaged} segments that could not be read: they are kept in pintle.damaged_segment.");
        }

        return warnings;
    }
}
