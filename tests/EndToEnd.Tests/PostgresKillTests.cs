using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

public sealed class PostgresKillTests : KillTests, IAsyncLifetime
{
    private PostgresCluster _cluster = null!;

    protected override IReadOnlyList<string> Faults { get; } =
    [
        "migrate.before-commit:1", "append.before-commit:40", "append.after-commit:60", "commit.before-commit:15", "rotate.before-commit:1",
        "rotate.after-commit:1", "trim.before-commit:1", "trim.after-drop:1", "append.before-commit:7", "append.after-commit:9",
        "commit.before-commit:3", "rotate.before-commit:2", "rotate.after-commit:2", "trim.before-commit:2", "trim.after-drop:2",
    ];

    public async ValueTask InitializeAsync() => _cluster = await PostgresCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    protected override async Task<string[]> StoreAsync() => ["--store.kind", "postgres", "--store.shards", await _cluster.CreateDatabaseAsync()];
}
