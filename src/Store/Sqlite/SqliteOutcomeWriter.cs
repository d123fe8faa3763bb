using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;

namespace Pintle.Store.Sqlite;

/// <summary>Writes a commit of outcomes within the caller's transaction.</summary>
internal sealed class SqliteOutcomeWriter(FailPoint? fail)
{
    private const int DeltasPerRollUp = 200;

    public bool Write(SqliteFile file, OutcomeCommit commit, KnownHeads heads)
    {
        foreach (var (lane, epoch) in commit.Fence)
        {
            if (file.Number("SELECT epoch FROM lane WHERE lane = $1", lane) != epoch)
            {
                throw new StaleEpochException(lane, epoch);
            }
        }

        var id = commit.Id.ToByteArray();
        if (file.Number("SELECT 1 FROM last_commit WHERE node = $1 AND id = $2", commit.Node, id) is not null)
        {
            return false;
        }

        file.Execute("INSERT INTO last_commit VALUES ($1, $2) ON CONFLICT (node) DO UPDATE SET id = excluded.id", commit.Node, id);
        heads.Store(file);
        WriteConsumers(file, commit);
        WriteParked(file, commit);
        WriteDeadLetters(file, commit);
        WriteCounters(file, commit.Counters);
        WriteSpills(file, commit);
        WritePlansAndJobs(file, commit);
        fail?.Invoke("commit.before-commit");
        return true;
    }

    private static void WriteConsumers(SqliteFile file, OutcomeCommit commit)
    {
        foreach (var row in commit.Consumers)
        {
            file.Execute(
                "INSERT INTO consumer VALUES ($1, $2, $3) ON CONFLICT (consumer, node) DO UPDATE SET state = excluded.state",
                row.Consumer, commit.Node, row.State);
        }

        foreach (var consumer in commit.DeletedConsumers)
        {
            file.Execute("DELETE FROM consumer WHERE consumer = $1", consumer);
            file.Execute("DELETE FROM parked WHERE consumer = $1", consumer);
            file.Execute("DELETE FROM parked_range WHERE consumer = $1", consumer);
            file.Execute("DELETE FROM spill WHERE consumer = $1", consumer);
            file.Execute("DELETE FROM plan WHERE consumer = $1", consumer);
        }
    }

    private static void WriteParked(SqliteFile file, OutcomeCommit commit)
    {
        foreach (var row in commit.Parked)
        {
            file.Execute(
                """
                INSERT INTO parked VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (consumer, lane, user) DO UPDATE SET next_try = excluded.next_try, state = excluded.state
                """,
                row.Key.Consumer, row.Key.Lane, (long)row.Key.User.Hash, row.NextTry.ToUnixTimeMilliseconds(), row.State);
        }

        foreach (var key in commit.Unparked)
        {
            file.Execute("DELETE FROM parked WHERE consumer = $1 AND lane = $2 AND user = $3", key.Consumer, key.Lane, (long)key.User.Hash);
            file.Execute("DELETE FROM parked_range WHERE consumer = $1 AND lane = $2 AND user = $3", key.Consumer, key.Lane, (long)key.User.Hash);
        }

        foreach (var range in commit.ParkedRanges)
        {
            var key = range.Key.Parked;
            file.Execute(
                "INSERT OR REPLACE INTO parked_range VALUES ($1, $2, $3, $4, $5)",
                key.Consumer, key.Lane, (long)key.User.Hash, range.Key.FirstOffset, range.Events);
        }

        foreach (var (key, first) in commit.DoneParkedRanges)
        {
            file.Execute(
                "DELETE FROM parked_range WHERE consumer = $1 AND lane = $2 AND user = $3 AND first_offset = $4",
                key.Consumer, key.Lane, (long)key.User.Hash, first);
        }
    }

    private static void WriteDeadLetters(SqliteFile file, OutcomeCommit commit)
    {
        if (commit.DeadLetters.Count > 0)
        {
            var at = commit.DeadLetters.Max(l => l.FailedAt).ToUnixTimeMilliseconds();
            file.Execute("INSERT INTO dead_batch (at, letters) VALUES ($1, $2)", at, DeadLetterBatch.Pack(commit.DeadLetters));
            var batch = file.Number("SELECT last_insert_rowid()");
            foreach (var group in DeadLetterBatch.Groups(commit.DeadLetters))
            {
                file.Execute(
                    "INSERT INTO dead_index VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    group.DestinationId, group.Reason, batch, group.Count,
                    group.First.ToUnixTimeMilliseconds(), group.Last.ToUnixTimeMilliseconds(), group.Members);
            }
        }

        foreach (var batch in commit.RemovedDeadLetters.GroupBy(r => r.Batch))
        {
            SqliteDeadLetters.Remove(file, batch.Key, [.. batch.Select(r => r.Index)]);
        }
    }

    private static void WriteCounters(SqliteFile file, IReadOnlyList<CounterDelta> counters)
    {
        if (counters.Count == 0)
        {
            return;
        }

        file.Execute("INSERT INTO counter_delta (block) VALUES ($1)", CounterPacking.Pack(counters));
        if (file.Number("SELECT count(*) FROM counter_delta") >= DeltasPerRollUp)
        {
            SqliteCounters.RollUp(file);
        }
    }

    private static void WriteSpills(SqliteFile file, OutcomeCommit commit)
    {
        foreach (var row in commit.Spills)
        {
            file.Execute(
                "INSERT OR REPLACE INTO spill VALUES ($1, $2, $3, $4, $5)",
                row.Key.Consumer, row.Key.Sequence, row.AppendedAt.ToUnixTimeMilliseconds(), row.Head, row.Body);
        }

        foreach (var (consumer, sequence) in commit.SpillsDoneBelow)
        {
            file.Execute("DELETE FROM spill WHERE consumer = $1 AND sequence < $2", consumer, sequence);
        }
    }

    private static void WritePlansAndJobs(SqliteFile file, OutcomeCommit commit)
    {
        foreach (var plan in commit.Plans)
        {
            file.Execute(
                "INSERT OR REPLACE INTO plan VALUES ($1, $2, $3, $4, $5)",
                plan.Id.ToByteArray(), plan.Consumer, plan.CreatedAt.ToUnixTimeMilliseconds(), plan.Revision, plan.Ranges);
        }

        foreach (var id in commit.DonePlans)
        {
            file.Execute("DELETE FROM plan WHERE id = $1", id.ToByteArray());
        }

        foreach (var job in commit.Jobs)
        {
            file.Execute(
                "INSERT OR REPLACE INTO job VALUES ($1, $2, $3, $4, $5, $6)",
                job.Id.ToByteArray(), job.Kind, (long)job.State, job.CreatedAt.ToUnixTimeMilliseconds(), job.Spec, job.Progress);
        }
    }
}
