using Microsoft.Data.Sqlite;

namespace Pintle.Store.Sqlite;

/// <summary>Tables of the two kinds of files; <c>user_version</c> says which format a file has.</summary>
internal static class SqliteSchema
{
    /// <summary>The format in which segment files are made. Files of former formats are read, closed, and live no longer than their segments.</summary>
    public const int SegmentVersion = 2;

    // Keys come before bodies: who reads them passes by no body. In format 1 they were a table.
    private const string SegmentTables = """
        CREATE TABLE meta (version INTEGER NOT NULL, closed INTEGER NOT NULL, first_sequence INTEGER NOT NULL, heads_at INTEGER NOT NULL);
        CREATE TABLE lane (lane INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, head INTEGER NOT NULL);
        CREATE TABLE segment (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, head BLOB NOT NULL, keys BLOB NOT NULL, body BLOB NOT NULL);
        """;

    /// <summary>Forward-only: a file has seen as many of them as its version says.</summary>
    private static readonly string[] OutcomeSteps =
    [
        """
        CREATE TABLE meta (version INTEGER NOT NULL);
        INSERT INTO meta VALUES (0);
        CREATE TABLE segment_file (number INTEGER PRIMARY KEY, first_sequence INTEGER NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE lane (lane INTEGER PRIMARY KEY, epoch INTEGER NOT NULL);
        CREATE TABLE last_commit (node TEXT PRIMARY KEY, id BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE consumer (consumer TEXT NOT NULL, node TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (consumer, node));
        CREATE TABLE parked (consumer TEXT NOT NULL, lane INTEGER NOT NULL, user INTEGER NOT NULL, next_try INTEGER NOT NULL,
            state BLOB NOT NULL, PRIMARY KEY (consumer, lane, user));
        CREATE TABLE parked_range (consumer TEXT NOT NULL, lane INTEGER NOT NULL, user INTEGER NOT NULL, first_offset INTEGER NOT NULL,
            events BLOB NOT NULL, PRIMARY KEY (consumer, lane, user, first_offset));
        CREATE TABLE spill (consumer TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (consumer, sequence));
        CREATE TABLE plan (id BLOB PRIMARY KEY, consumer TEXT NOT NULL, at INTEGER NOT NULL, revision TEXT NOT NULL, ranges BLOB NOT NULL);
        CREATE INDEX plan_by_consumer ON plan (consumer);
        CREATE TABLE job (id BLOB PRIMARY KEY, kind TEXT NOT NULL, state INTEGER NOT NULL, at INTEGER NOT NULL, spec TEXT NOT NULL, progress TEXT NOT NULL);
        CREATE TABLE counter_delta (id INTEGER PRIMARY KEY, block BLOB NOT NULL);
        CREATE TABLE counter (grain INTEGER NOT NULL, bucket INTEGER NOT NULL, source TEXT NOT NULL, destination TEXT NOT NULL, name TEXT NOT NULL,
            kind INTEGER NOT NULL, detail TEXT NOT NULL, replay INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (grain, bucket, source, destination, name, kind, detail, replay)) WITHOUT ROWID;
        CREATE TABLE dead_batch (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, letters BLOB NOT NULL);
        CREATE TABLE dead_index (destination TEXT NOT NULL, reason TEXT NOT NULL, batch INTEGER NOT NULL, count INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, members BLOB NOT NULL, PRIMARY KEY (destination, reason, batch)) WITHOUT ROWID;
        CREATE INDEX dead_index_by_batch ON dead_index (batch);
        """,
        // What damage must not take with it: where lanes and sequences are, which files were really made, and what could not be read.
        """
        ALTER TABLE meta ADD COLUMN heads BLOB;
        ALTER TABLE segment_file ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE damaged_segment (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL);
        CREATE TABLE damaged_file (number INTEGER PRIMARY KEY, first_sequence INTEGER NOT NULL, reason TEXT NOT NULL);
        """,
        // A stretch of time is found without looking at what is before and after it.
        "CREATE INDEX dead_batch_by_time ON dead_batch (at)",
    ];

    /// <summary>Makes the tables of a new file; the format that the file has.</summary>
    public static async Task<int> MakeSegmentsAsync(SqliteFile file, FailPoint? fail, CancellationToken ct)
    {
        var version = await VersionAsync(file, SegmentVersion, ct);
        if (version == 0)
        {
            await StepAsync(file, 0, SegmentTables, SegmentVersion, fail, ct);
        }

        return version == 0 ? SegmentVersion : version;
    }

    public static async Task MigrateOutcomesAsync(SqliteFile file, FailPoint? fail, CancellationToken ct)
    {
        for (var step = await VersionAsync(file, OutcomeSteps.Length, ct); step < OutcomeSteps.Length; step++)
        {
            await StepAsync(file, step, OutcomeSteps[step], step + 1, fail, ct);
        }
    }

    private static async Task<int> VersionAsync(SqliteFile file, int known, CancellationToken ct)
    {
        var version = (int)await file.ReadAsync(c => c.Scalar("PRAGMA user_version"), ct);
        return version <= known
            ? version
            : throw new InvalidOperationException(
                $"{file.Path} has format version {version}; this version of Pintle knows up to {known}. Start the newer version that wrote it.");
    }

    private static Task<bool> StepAsync(SqliteFile file, int from, string sql, int to, FailPoint? fail, CancellationToken ct) => file.WriteAsync(
        f =>
        {
            // Another instance may have made the step meanwhile.
            if (f.Number("PRAGMA user_version") == from)
            {
                Run(f, sql);
                Run(f, $"PRAGMA user_version={to}");
                fail?.Invoke("migrate.before-commit");
            }

            return true;
        },
        ct);

    private static void Run(SqliteFile file, string sql)
    {
        using SqliteCommand command = file.Statement("SELECT 1").Connection!.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
