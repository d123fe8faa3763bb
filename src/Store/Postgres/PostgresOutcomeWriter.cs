using Npgsql;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Store.Postgres;

/// <summary>Writes commits of outcomes to one shard, one at a time, each in one round trip.</summary>
internal sealed class PostgresOutcomeWriter(PostgresDatabase database, WriterAttempts attempts, Func<long> lastSequence, FailPoint? fail) : IDisposable
{
    private const int CommitsPerRollUp = 200;

    private readonly SemaphoreSlim _gate = new(1);
    private Guid _last;
    private Guid _pending;
    private int _sinceRollUp;

    public void Dispose() => _gate.Dispose();

    public async Task CommitAsync(OutcomeCommit commit, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (attempts.IsUncertain)
            {
                _last = (await attempts.SettleAsync(_last, _pending, ct)).LastId;
            }

            if (commit.Id != _last)
            {
                await WriteAsync(commit, ct);
                _last = commit.Id;
            }
        }
        finally
        {
            _gate.Release();
        }

        if (commit.Counters.Count > 0 && Interlocked.Increment(ref _sinceRollUp) >= CommitsPerRollUp)
        {
            Interlocked.Exchange(ref _sinceRollUp, 0);
            await TryRollUpAsync(ct);
        }
    }

    private async Task WriteAsync(OutcomeCommit commit, CancellationToken ct)
    {
        _pending = commit.Id;
        try
        {
            await database.RunAsync(
                async connection =>
                {
                    await using var batch = new NpgsqlBatch(connection) { Timeout = database.WriteTimeout };
                    batch.Add(
                        "SELECT pintle.admit_commit($1, $2, $3, $4, $5, $6, $7)",
                        attempts.Owner, attempts.Next(), commit.Id, WriterAttempts.Stored(_last), lastSequence(),
                        commit.Fence.Select(f => f.Lane).ToArray(), commit.Fence.Select(f => f.Epoch).ToArray());
                    AddConsumers(batch, commit);
                    AddParked(batch, commit);
                    AddDeadLetters(batch, commit);
                    AddSpillsPlansAndJobs(batch, commit);
                    fail?.Invoke("commit.before-commit");
                    return await batch.ExecuteNonQueryAsync(ct);
                },
                ct);
        }
        catch (Exception failure) when (failure is not (StaleEpochException or StoreRewoundException))
        {
            // The answer is lost, perhaps not the commit.
            attempts.Lost();
            throw;
        }
    }

    // The commit is stored: counts that wait a little longer are no failure.
    private async Task TryRollUpAsync(CancellationToken ct)
    {
        try
        {
            await PostgresCounters.RollUpAsync(database, ct);
        }
        catch (StoreUnavailableException)
        {
            Interlocked.Exchange(ref _sinceRollUp, CommitsPerRollUp);
        }
    }

    private static void AddConsumers(NpgsqlBatch batch, OutcomeCommit commit)
    {
        if (commit.Consumers.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO pintle.consumer SELECT consumer, $2, state FROM unnest($1, $3) row(consumer, state)
                ON CONFLICT (consumer, node) DO UPDATE SET state = excluded.state
                """,
                commit.Consumers.Select(c => c.Consumer).ToArray(), commit.Node, commit.Consumers.Select(c => c.State).ToArray());
        }

        if (commit.DeletedConsumers.Count > 0)
        {
            foreach (var table in (string[])["consumer", "parked", "parked_range", "spill", "plan"])
            {
                batch.Add($"DELETE FROM pintle.{table} WHERE consumer = ANY($1)", [commit.DeletedConsumers.ToArray()]);
            }
        }
    }

    private static void AddParked(NpgsqlBatch batch, OutcomeCommit commit)
    {
        if (commit.Parked.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO pintle.parked SELECT * FROM unnest($1, $2, $3, $4, $5)
                ON CONFLICT (consumer, lane, user_key) DO UPDATE SET next_try = excluded.next_try, state = excluded.state
                """,
                [.. Columns(commit.Parked.Select(p => p.Key)), commit.Parked.Select(p => p.NextTry.ToUnixTimeMilliseconds()).ToArray(), commit.Parked.Select(p => p.State).ToArray()]);
        }

        if (commit.Unparked.Count > 0)
        {
            foreach (var table in (string[])["parked", "parked_range"])
            {
                batch.Add($"DELETE FROM pintle.{table} WHERE (consumer, lane, user_key) IN (SELECT * FROM unnest($1, $2, $3))", Columns(commit.Unparked));
            }
        }

        if (commit.ParkedRanges.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO pintle.parked_range SELECT * FROM unnest($1, $2, $3, $4, $5)
                ON CONFLICT (consumer, lane, user_key, first_offset) DO UPDATE SET events = excluded.events
                """,
                [.. Columns(commit.ParkedRanges.Select(r => r.Key.Parked)), commit.ParkedRanges.Select(r => r.Key.FirstOffset).ToArray(), commit.ParkedRanges.Select(r => r.Events).ToArray()]);
        }

        if (commit.DoneParkedRanges.Count > 0)
        {
            batch.Add(
                "DELETE FROM pintle.parked_range WHERE (consumer, lane, user_key, first_offset) IN (SELECT * FROM unnest($1, $2, $3, $4))",
                [.. Columns(commit.DoneParkedRanges.Select(r => r.Parked)), commit.DoneParkedRanges.Select(r => r.FirstOffset).ToArray()]);
        }
    }

    private static void AddDeadLetters(NpgsqlBatch batch, OutcomeCommit commit)
    {
        if (commit.DeadLetters.Count > 0)
        {
            var groups = DeadLetterBatch.Groups(commit.DeadLetters).ToList();
            batch.Add(
                """
                WITH batch AS (INSERT INTO pintle.dead_batch (at, letters) VALUES ($1, $2) RETURNING id)
                INSERT INTO pintle.dead_index SELECT g.destination, g.reason, batch.id, g.count, g.first, g.last, g.members
                FROM batch, unnest($3, $4, $5, $6, $7, $8) g(destination, reason, count, first, last, members)
                """,
                commit.DeadLetters.Max(l => l.FailedAt).ToUnixTimeMilliseconds(), DeadLetterBatch.Pack(commit.DeadLetters),
                groups.Select(g => PostgresErrors.Storable(g.DestinationId)).ToArray(), groups.Select(g => PostgresErrors.Storable(g.Reason)).ToArray(),
                groups.Select(g => (long)g.Count).ToArray(), groups.Select(g => g.First.ToUnixTimeMilliseconds()).ToArray(),
                groups.Select(g => g.Last.ToUnixTimeMilliseconds()).ToArray(), groups.Select(g => g.Members).ToArray());
        }

        foreach (var removed in commit.RemovedDeadLetters.GroupBy(r => r.Batch))
        {
            batch.Add("SELECT pintle.remove_dead_letters($1, $2)", removed.Key, removed.Select(r => r.Index).ToArray());
        }

        if (commit.Counters.Count > 0)
        {
            batch.Add("INSERT INTO pintle.counter_delta (block) VALUES ($1)", CounterPacking.Pack(commit.Counters));
        }
    }

    private static void AddSpillsPlansAndJobs(NpgsqlBatch batch, OutcomeCommit commit)
    {
        foreach (var spill in commit.Spills)
        {
            batch.Add(
                """
                INSERT INTO pintle.spill VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (consumer, sequence) DO UPDATE SET at = excluded.at, head = excluded.head, body = excluded.body
                """,
                spill.Key.Consumer, spill.Key.Sequence, spill.AppendedAt.ToUnixTimeMilliseconds(), spill.Head, spill.Body);
        }

        foreach (var (consumer, sequence) in commit.SpillsDoneBelow)
        {
            batch.Add("DELETE FROM pintle.spill WHERE consumer = $1 AND sequence < $2", consumer, sequence);
        }

        foreach (var plan in commit.Plans)
        {
            batch.Add(
                """
                INSERT INTO pintle.plan VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (id) DO UPDATE SET consumer = excluded.consumer, at = excluded.at, revision = excluded.revision, ranges = excluded.ranges
                """,
                plan.Id, plan.Consumer, plan.CreatedAt.ToUnixTimeMilliseconds(), PostgresErrors.Storable(plan.Revision), plan.Ranges);
        }

        if (commit.DonePlans.Count > 0)
        {
            batch.Add("DELETE FROM pintle.plan WHERE id = ANY($1)", [commit.DonePlans.ToArray()]);
        }

        foreach (var job in commit.Jobs)
        {
            batch.Add(
                "INSERT INTO pintle.job VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET state = excluded.state, spec = excluded.spec, progress = excluded.progress",
                job.Id, job.Kind, (int)job.State, job.CreatedAt.ToUnixTimeMilliseconds(), PostgresErrors.Storable(job.Spec), PostgresErrors.Storable(job.Progress));
        }
    }

    private static object?[] Columns(IEnumerable<ParkedKey> keys)
    {
        List<ParkedKey> list = [.. keys];
        return [list.Select(k => k.Consumer).ToArray(), list.Select(k => k.Lane).ToArray(), list.Select(k => (long)k.User.Hash).ToArray()];
    }
}
