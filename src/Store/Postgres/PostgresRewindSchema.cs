namespace Pintle.Store.Postgres;

/// <summary>
/// Functions that notice a database that went back (fail-over that lost commits, a backup put back): a writer says what it
/// believes to be stored last, and nothing is stored on top of anything else.
/// </summary>
internal static class PostgresRewindSchema
{
    // The numbers of the advisory lock are those of PostgresSchema; a step never changes.
    public const string Step = $$"""
        DROP FUNCTION pintle.admit(uuid, int, bigint, uuid, int[], bigint[]);
        DROP FUNCTION pintle.admit_append(uuid, bigint, uuid, int[], bigint[], int, bigint[]);

        CREATE OR REPLACE FUNCTION pintle.fence(lanes int[], epochs bigint[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE stale record;
        BEGIN
            PERFORM pg_advisory_xact_lock_shared(1346981460, 1);
            SELECT given.lane, given.epoch, held.epoch AS held INTO stale FROM unnest(lanes, epochs) AS given(lane, epoch)
                LEFT JOIN pintle.lane held ON held.lane = given.lane WHERE held.epoch IS DISTINCT FROM given.epoch ORDER BY given.lane LIMIT 1;
            IF FOUND AND coalesce(stale.held, 0) < stale.epoch THEN
                RAISE EXCEPTION 'lane % is at epoch %, although epoch % was granted', stale.lane, coalesce(stale.held, 0), stale.epoch
                    USING ERRCODE = '{{PostgresErrors.Rewound}}';
            ELSIF FOUND THEN
                RAISE EXCEPTION 'lane % has an owner newer than epoch %', stale.lane, stale.epoch
                    USING ERRCODE = '{{PostgresErrors.StaleEpoch}}', DETAIL = stale.lane || ' ' || stale.epoch;
            END IF;
        END $$;

        -- It is this attempt's turn when it is later than all before and builds on what is stored last.
        CREATE FUNCTION pintle.check_turn(writer_owner uuid, writer_kind int, writer_attempt bigint, before_id uuid, what text) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE stored record;
        BEGIN
            SELECT attempt, last_id INTO stored FROM pintle.writer WHERE owner = writer_owner AND kind = writer_kind FOR UPDATE;
            IF NOT FOUND OR stored.attempt < writer_attempt AND stored.last_id IS DISTINCT FROM before_id THEN
                RAISE EXCEPTION 'the last % is not there any more', what USING ERRCODE = '{{PostgresErrors.Rewound}}';
            ELSIF stored.attempt >= writer_attempt THEN
                RAISE EXCEPTION 'a later attempt has been seen' USING ERRCODE = '{{PostgresErrors.Overtaken}}';
            END IF;
        END $$;

        -- Lets one commit in. What it says of events holds only while the log has them.
        CREATE FUNCTION pintle.admit_commit(writer_owner uuid, writer_attempt bigint, writer_id uuid, before_id uuid, seen_sequence bigint, lanes int[], epochs bigint[])
            RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pintle.fence(lanes, epochs);
            IF seen_sequence > 0 AND NOT EXISTS (SELECT 1 FROM pintle.writer WHERE owner = writer_owner AND kind = 1 AND last_sequence >= seen_sequence) THEN
                RAISE EXCEPTION 'segment % is not there any more', seen_sequence USING ERRCODE = '{{PostgresErrors.Rewound}}';
            END IF;
            PERFORM pintle.check_turn(writer_owner, 2, writer_attempt, before_id, 'commit of outcomes');
            UPDATE pintle.writer SET attempt = writer_attempt, last_id = writer_id WHERE owner = writer_owner AND kind = 2;
        END $$;

        -- The same for an append to a bucket; gives the segment its sequence.
        CREATE FUNCTION pintle.admit_append(writer_owner uuid, writer_attempt bigint, writer_id uuid, before_id uuid, lanes int[], epochs bigint[],
            bucket_number int, new_heads bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE given bigint;
        BEGIN
            PERFORM pintle.fence(lanes, epochs);
            PERFORM pintle.check_turn(writer_owner, 1, writer_attempt, before_id, 'segment');
            IF NOT EXISTS (SELECT 1 FROM pintle.bucket WHERE number = bucket_number AND NOT closed) THEN
                RAISE EXCEPTION 'bucket % is closed', bucket_number USING ERRCODE = '{{PostgresErrors.BucketClosed}}';
            END IF;
            UPDATE pintle.writer SET attempt = writer_attempt, last_id = writer_id, last_sequence = nextval('pintle.segment_sequence'), heads = new_heads
                WHERE owner = writer_owner AND kind = 1 RETURNING last_sequence INTO given;
            RETURN given;
        END $$;
        """;
}
