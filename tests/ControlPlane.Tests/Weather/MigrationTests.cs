using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.DestinationKit;
using Pintle.Destinations.Webhook;

namespace Pintle.ControlPlane.Tests.Weather;

/// <summary>Bringing tables up to this version, on every database.</summary>
public abstract class MigrationTests : IAsyncDisposable
{
    private readonly List<ServiceProvider> _nodes = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migration_that_fails_leaves_the_database_as_it_was_and_says_why()
    {
        var options = await NewDatabaseAsync();
        await WithAsync(options, db => db.Database.ExecuteSqlRawAsync("CREATE TABLE tokens (x INTEGER)", Ct));

        var failed = await Assert.ThrowsAsync<ControlDatabaseException>(() => MigrateAsync(options));
        Assert.Contains("and is as it was", failed.Message, StringComparison.Ordinal);
        Assert.Contains("tokens", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["tokens"], await TablesAsync(options));

        await WithAsync(options, db => db.Database.ExecuteSqlRawAsync("DROP TABLE tokens", Ct));
        await MigrateAsync(options);
        Assert.Contains("workspaces", await TablesAsync(options));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        var options = await NewDatabaseAsync();
        await MigrateAsync(options);
        await WithAsync(options, db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29991231000000_Later', '99')""", Ct));

        var refused = await Assert.ThrowsAsync<ControlDatabaseException>(() => MigrateAsync(options));
        Assert.StartsWith("The configuration database was written by a newer version of Pintle (29991231000000_Later).", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_nodes_that_start_at_once_one_makes_the_tables_and_all_start()
    {
        for (var round = 0; round < 4; round++)
        {
            var options = await NewDatabaseAsync();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(options), Ct)));
            await WithAsync(options, async db => Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync(Ct)));
            await MigrateAsync(options);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        Clean();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty one.</summary>
    protected abstract Task<ControlPlaneOptions> NewDatabaseAsync();

    /// <summary>Takes away what was left.</summary>
    protected abstract void Clean();

    private Task MigrateAsync(ControlPlaneOptions options) => ControlDatabase.MigrateAsync(NewNode(options), Ct);

    private async Task WithAsync(ControlPlaneOptions options, Func<ControlContext, Task> work)
    {
        await using var scope = NewNode(options).CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<ControlContext>());
    }

    private async Task<List<string>> TablesAsync(ControlPlaneOptions options)
    {
        List<string> tables = [];
        var sql = options.Postgres.Length > 0 ? "SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = 'public'" : "SELECT name AS Value FROM sqlite_master WHERE type = 'table'";
        await WithAsync(options, async db => tables = await db.Database.SqlQueryRaw<string>(sql).ToListAsync(Ct));
        return [.. tables.Where(t => !t.StartsWith("__EF", StringComparison.Ordinal) && !t.StartsWith("sqlite_", StringComparison.Ordinal)).Order()];
    }

    private ServiceProvider NewNode(ControlPlaneOptions options)
    {
        var node = new ServiceCollection().AddLogging().AddControlPlane(options, DestinationCatalogue.Scan(typeof(WebhookDestination).Assembly)).BuildServiceProvider();
        lock (_nodes)
        {
            _nodes.Add(node);
        }

        return node;
    }
}

public sealed class MigrationOnSqlite : MigrationTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-migration-").FullName;
    private int _made;

    protected override Task<ControlPlaneOptions> NewDatabaseAsync() => Task.FromResult(new ControlPlaneOptions { SqliteFile = Path.Combine(_directory, $"control{_made++}.db") });

    protected override void Clean()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}

public sealed class MigrationOnPostgres(PostgresServer server) : MigrationTests
{
    protected override async Task<ControlPlaneOptions> NewDatabaseAsync() => new() { SqliteFile = "", Postgres = $"{await server.Cluster.CreateDatabaseAsync()};Pooling=false" };

    protected override void Clean()
    {
    }
}
