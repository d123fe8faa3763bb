namespace Pintle.Store.Postgres;

/// <summary>Tables and functions of a shard, as forward-only steps; <c>pintle.meta</c> says how many a database has seen.</summary>
internal static class PostgresSchema
{
    /// <summary>First key of Pintle's advisory locks; the second one says which.</summary>
    public const int LockClass = 0x50494E54;

    /// <summary>Shared by whoever writes under an epoch, exclusive for whoever grants epochs or closes a bucket.</summary>
    public const int FenceLock = 1;

    private const int MigrationLock = 2;

    private static readonly string[] Steps =
    [
        $$"""
        CREATE TABLE pintle.shard (store uuid NOT NULL, number int NOT NULL, map_revision bigint NOT NULL);
        CREATE TABLE pintle.lane_shard (lane int PRIMARY KEY, shard int NOT NULL);

        CREATE TABLE pintle.lane (lane int PRIMARY KEY, epoch bigint NOT NULL, owner uuid NOT NULL);
        CREATE TABLE pintle.writer (owner uuid NOT NULL, kind int NOT NULL, attempt bigint NOT NULL, last_id uuid, last_sequence bigint,
            heads bigint[], created_at bigint NOT NULL, PRIMARY KEY (owner, kind)) WITH (fillfactor = 50);
        CREATE SEQUENCE pintle.segment_sequence;
        CREATE TABLE pintle.bucket (number int PRIMARY KEY, first_sequence bigint NOT NULL, created_at bigint NOT NULL, closed boolean NOT NULL);

        CREATE TABLE pintle.consumer (consumer text NOT NULL, node text NOT NULL, state bytea NOT NULL, PRIMARY KEY (consumer, node)) WITH (fillfactor = 50);
        CREATE TABLE pintle.parked (consumer text NOT NULL, lane int NOT NULL, user_key bigint NOT NULL, next_try bigint NOT NULL,
            state bytea NOT NULL, PRIMARY KEY (consumer, lane, user_key));
        CREATE TABLE pintle.parked_range (consumer text NOT NULL, lane int NOT NULL, user_key bigint NOT NULL, first_offset bigint NOT NULL,
            events bytea NOT NULL, PRIMARY KEY (consumer, lane, user_key, first_offset));
        CREATE TABLE pintle.spill (consumer text NOT NULL, sequence bigint NOT NULL, at bigint NOT NULL, head bytea NOT NULL, body bytea NOT NULL,
            PRIMARY KEY (consumer, sequence));
        CREATE TABLE pintle.plan (id uuid PRIMARY KEY, consumer text NOT NULL, at bigint NOT NULL, revision text NOT NULL, ranges bytea NOT NULL);
        CREATE INDEX plan_by_consumer ON pintle.plan (consumer);
        CREATE TABLE pintle.job (id uuid PRIMARY KEY, kind text NOT NULL, state int NOT NULL, at bigint NOT NULL, spec text NOT NULL, progress text NOT NULL);
        CREATE TABLE pintle.counter_delta (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, block bytea NOT NULL);
        CREATE TABLE pintle.counter (grain int NOT NULL, bucket bigint NOT NULL, source text NOT NULL, destination text NOT NULL, name text NOT NULL,
            kind int NOT NULL, detail text NOT NULL, replay boolean NOT NULL, count bigint NOT NULL,
            PRIMARY KEY (grain, bucket, source, destination, name, kind, detail, replay));
        CREATE TABLE pintle.dead_batch (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, letters bytea NOT NULL);
        CREATE TABLE pintle.dead_index (destination text NOT NULL, reason text NOT NULL, batch bigint NOT NULL, count bigint NOT NULL,
            first bigint NOT NULL, last bigint NOT NULL, members bytea NOT NULL, PRIMARY KEY (destination, reason, batch));
        CREATE INDEX dead_index_by_batch ON pintle.dead_index (batch);
        ALTER TABLE pintle.spill ALTER head SET STORAGE EXTERNAL, ALTER body SET STORAGE EXTERNAL;
        ALTER TABLE pintle.dead_batch ALTER letters SET STORAGE EXTERNAL;

        -- Refuses lanes that have a newer owner. The lock comes first: what is read after it can't change before the commit.
        CREATE FUNCTION pintle.fence(lanes int[], epochs bigint[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE stale record;
        BEGIN
            PERFORM pg_advisory_xact_lock_shared({{LockClass}}, {{FenceLock}});
            SELECT given.lane, given.epoch INTO stale FROM unnest(lanes, epochs) AS given(lane, epoch)
                LEFT JOIN pintle.lane held ON held.lane = given.lane WHERE held.epoch IS DISTINCT FROM given.epoch ORDER BY given.lane LIMIT 1;
            IF FOUND THEN
                RAISE EXCEPTION 'lane % has an owner newer than epoch %', stale.lane, stale.epoch
                    USING ERRCODE = '{{PostgresErrors.StaleEpoch}}', DETAIL = stale.lane || ' ' || stale.epoch;
            END IF;
        END $$;

        -- Lets one attempt of a writer in; refuses it when a later attempt has been seen.
        CREATE FUNCTION pintle.admit(writer_owner uuid, writer_kind int, writer_attempt bigint, writer_id uuid, lanes int[], epochs bigint[]) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pintle.fence(lanes, epochs);
            UPDATE pintle.writer SET attempt = writer_attempt, last_id = writer_id WHERE owner = writer_owner AND kind = writer_kind AND attempt < writer_attempt;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a later attempt has been seen' USING ERRCODE = '{{PostgresErrors.Overtaken}}';
            END IF;
        END $$;

        -- The same for an append to a bucket; gives the segment its sequence.
        CREATE FUNCTION pintle.admit_append(writer_owner uuid, writer_attempt bigint, writer_id uuid, lanes int[], epochs bigint[], bucket_number int, new_heads bigint[])
            RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE given bigint;
        BEGIN
            PERFORM pintle.fence(lanes, epochs);
            IF NOT EXISTS (SELECT 1 FROM pintle.bucket WHERE number = bucket_number AND NOT closed) THEN
                RAISE EXCEPTION 'bucket % is closed', bucket_number USING ERRCODE = '{{PostgresErrors.BucketClosed}}';
            END IF;
            UPDATE pintle.writer SET attempt = writer_attempt, last_id = writer_id, last_sequence = nextval('pintle.segment_sequence'), heads = new_heads
                WHERE owner = writer_owner AND kind = {{(int)WriterKind.Append}} AND attempt < writer_attempt RETURNING last_sequence INTO given;
            IF given IS NULL THEN
                RAISE EXCEPTION 'a later attempt has been seen' USING ERRCODE = '{{PostgresErrors.Overtaken}}';
            END IF;
            RETURN given;
        END $$;

        -- Takes letters out of their batch; the number that was still there.
        CREATE FUNCTION pintle.remove_dead_letters(from_batch bigint, indexes int[]) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE removed bigint := 0; gone int; entry record; bits bytea; place int;
        BEGIN
            FOR entry IN SELECT * FROM pintle.dead_index WHERE batch = from_batch FOR UPDATE LOOP
                bits := entry.members;
                gone := 0;
                FOREACH place IN ARRAY indexes LOOP
                    IF place < length(bits) * 8 AND get_bit(bits, place) = 1 THEN
                        bits := set_bit(bits, place, 0);
                        gone := gone + 1;
                    END IF;
                END LOOP;
                IF gone > 0 THEN
                    UPDATE pintle.dead_index SET members = bits, count = count - gone
                        WHERE destination = entry.destination AND reason = entry.reason AND batch = from_batch;
                    removed := removed + gone;
                END IF;
            END LOOP;
            DELETE FROM pintle.dead_index WHERE batch = from_batch AND count = 0;
            DELETE FROM pintle.dead_batch WHERE id = from_batch AND NOT EXISTS (SELECT 1 FROM pintle.dead_index WHERE batch = from_batch);
            RETURN removed;
        END $$;
        """,
        PostgresRewindSchema.Step,
        // What could not be decoded is kept; rows that are updated in place find room in their page, and no index changes with them.
        """
        CREATE TABLE pintle.damaged_segment (sequence bigint PRIMARY KEY, at bigint NOT NULL, reason text NOT NULL, head bytea NOT NULL, body bytea NOT NULL);
        ALTER TABLE pintle.counter SET (fillfactor = 80);
        ALTER TABLE pintle.parked SET (fillfactor = 80);
        """,
        // Buckets so far have their message keys in a table beside them; new ones have them in the segment's row.
        """
        ALTER TABLE pintle.bucket ADD COLUMN keys_apart boolean NOT NULL DEFAULT true;
        ALTER TABLE pintle.bucket ALTER keys_apart SET DEFAULT false;
        """,
        // A stretch of time is found without looking at what is before and after it.
        "CREATE INDEX dead_batch_by_time ON pintle.dead_batch (at, id)",
    ];

    /// <summary>Brings a database to this version's format, all steps or none.</summary>
    public static Task MigrateAsync(PostgresDatabase database, FailPoint? fail, CancellationToken ct) => database.TransactAsync(
        async connection =>
        {
            await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({LockClass}, {MigrationLock})", ct);
            await connection.ExecuteAsync("CREATE SCHEMA IF NOT EXISTS pintle; CREATE TABLE IF NOT EXISTS pintle.meta (version int NOT NULL)", ct);
            var version = await connection.NumberAsync("SELECT max(version) FROM pintle.meta", ct);
            if (version > Steps.Length)
            {
                throw new InvalidOperationException(
                    $"{database.Name} has format version {version}; this version of Pintle knows up to {Steps.Length}. Start the newer version that wrote it.");
            }

            if (version < Steps.Length)
            {
                foreach (var step in Steps.Skip((int)version))
                {
                    await connection.ExecuteAsync(step, ct);
                }

                await connection.ExecuteAsync("DELETE FROM pintle.meta", ct);
                await connection.ExecuteAsync("INSERT INTO pintle.meta VALUES ($1)", ct, Steps.Length);
                fail?.Invoke("migrate.before-commit");
            }

            return true;
        },
        ct);
}
