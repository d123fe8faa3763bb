namespace Pintle.EndToEnd.Tests;

public sealed class SqliteKillTests : KillTests
{
    protected override IReadOnlyList<string> Faults { get; } =
    [
        "migrate.before-commit:1", "append.before-commit:40", "append.after-commit:60", "commit.before-commit:15", "rotate.after-close:1",
        "rotate.after-catalogue:1", "rotate.after-create:2", "trim.before-unlink:1", "trim.after-unlink:1", "append.before-commit:7",
        "append.after-commit:9", "commit.before-commit:3", "rotate.after-close:2", "rotate.after-catalogue:2", "trim.after-unlink:2",
    ];

    protected override Task<string[]> StoreAsync() => Task.FromResult<string[]>([]);
}
