using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pintle.Store.Outcomes;
using Pintle.Store.Postgres;
using Pintle.Store.Segments;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Postgres;

/// <summary>No write of the store answers before it is on the server's disk, whatever the server's defaults are.</summary>
public sealed class DurableConnectionsTests(PostgresFixture postgres)
{
    // The server itself notes under which setting each table of the store is written.
    private const string Watch = """
        CREATE TABLE public.seen (setting text NOT NULL, pid int NOT NULL);
        CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO public.seen VALUES (current_setting('synchronous_commit'), pg_backend_pid());
            RETURN NULL;
        END $$;
        CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE made record;
        BEGIN
            FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() WHERE object_type = 'table' AND schema_name = 'pintle' LOOP
                EXECUTE format('CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION public.note()', made.object_identity);
            END LOOP;
        END $$;
        CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.watch();
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("off", "on")]
    [InlineData("local", "on")]
    [InlineData("remote_apply", "remote_apply")]
    public async Task Every_write_waits_for_the_disk_whatever_the_role_and_database_say(string configured, string expected)
    {
        var shard = await postgres.Cluster.CreateDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(shard).Database!;
        await postgres.Cluster.ExecuteAsync($"ALTER DATABASE {database} SET synchronous_commit = {configured}");
        await postgres.Cluster.ExecuteAsync($"ALTER ROLE pintle IN DATABASE {database} SET synchronous_commit = {configured}");
        await postgres.Cluster.ExecuteAsync(Watch, database);
        await using var store = await PostgresStore.OpenAsync(
            new PostgresStoreOptions { Shards = [shard], BucketBytes = 4_096 }, new FakeTimeProvider(Some.Time), NullLogger<PostgresStore>.Instance, Ct);
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        await WorkAsync(store, lane, 0);

        // The connections that come after are made anew.
        await postgres.Cluster.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND pid <> pg_backend_pid()");
        while (!await AnswersAsync(store))
        {
        }

        await WorkAsync(store, lane, 20);
        Assert.Equal([expected], await SeenAsync(shard, "setting"));
        Assert.True((await SeenAsync(shard, "pid::text")).Count >= 2);
    }

    private static async Task WorkAsync(PostgresStore store, LaneGrant lane, int from)
    {
        using var encoder = new SegmentEncoder();
        for (var i = from; i < from + 20; i++)
        {
            await Task.WhenAll(
                store.AppendAsync(0, encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(0, lane.Epoch, i, [Sqlite.PowerModel.Event(0, $"m{i}")])]), Ct),
                store.CommitAsync(0, new OutcomeCommit
                {
                    Id = Guid.CreateVersion7(Some.Time), Node = "n", Fence = [new LaneEpoch(0, lane.Epoch)], Consumers = [new("c", [1])],
                    Counters = [new(Some.Time, new CounterKey("s", "d", "n", OutcomeKind.Delivered, "", false), 1)],
                }, Ct));
        }

        Assert.NotEmpty(await store.Outcomes.CountersAsync(CounterGrain.Minute, Some.Time.AddHours(-1), Some.Time.AddHours(1), Ct));
        Assert.True((await store.TrimAsync(0, long.MaxValue, Some.Time.AddHours(1), Ct)).Segments > 0);
    }

    private static async Task<bool> AnswersAsync(PostgresStore store)
    {
        try
        {
            await store.PingAsync(Ct);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task<List<string>> SeenAsync(string shard, string what)
    {
        await using var connection = new NpgsqlConnection(shard + ";Pooling=false");
        await connection.OpenAsync(Ct);
        return await connection.QueryAsync($"SELECT DISTINCT {what} FROM public.seen", row => row.GetString(0), Ct);
    }
}
