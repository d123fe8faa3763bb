using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Sqlite;

/// <summary>No connection of the store answers before its commit is on the disk.</summary>
public sealed class DurableConnectionsTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-durable-{Guid.CreateVersion7():N}");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Every_connection_of_a_working_store_runs_with_synchronous_full()
    {
        await using var store = await SqliteStore.OpenAsync(PowerRun.Options(_directory), new FakeTimeProvider(Some.Time), NullLogger<SqliteStore>.Instance, Ct);
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        using var encoder = new SegmentEncoder();
        for (var i = 0; i < 60; i++)
        {
            await store.AppendAsync(0, encoder.Encode(Guid.CreateVersion7(Some.Time), Some.Time, [new LaneEvents(0, lane.Epoch, lane.NextOffset + i, [PowerModel.Event(0, $"m{i}")])]), Ct);
            await store.CommitAsync(0, new OutcomeCommit { Id = Guid.CreateVersion7(Some.Time), Node = "n", Fence = [new LaneEpoch(0, lane.Epoch)], Consumers = [new("c", new byte[3_000])] }, Ct);
        }

        await store.ReadAsync(0, 0, 1 << 20, SegmentParts.All, Ct);
        await store.Outcomes.ConsumersAsync(0, null, Ct);

        // The walk may come upon those of tests that run beside it.
        var connections = ConnectionsOf(store).Where(c => c.State == System.Data.ConnectionState.Open && c.DataSource.StartsWith(_directory, StringComparison.Ordinal)).ToList();
        foreach (var files in connections.GroupBy(c => Path.GetFileName(c.DataSource)[..3]))
        {
            // A writer, a reader, and the one that moves the log in the background.
            Assert.True(files.Count() >= 3, $"{files.Key} has {files.Count()} connections.");
        }

        Assert.All(connections, c => Assert.Equal(2, c.Scalar("PRAGMA synchronous")));
        Assert.All(connections, c => Assert.Equal("wal", Text(c, "PRAGMA journal_mode")));
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>Whatever connection the store holds, in whatever field: one that is added later is found too.</summary>
    private static List<SqliteConnection> ConnectionsOf(object root)
    {
        var (seen, waiting, found) = (new HashSet<object>(ReferenceEqualityComparer.Instance), new Stack<object>([root]), new List<SqliteConnection>());
        while (waiting.TryPop(out var next))
        {
            if (next is string or Type or MemberInfo or Pointer || next.GetType().IsPrimitive || !seen.Add(next))
            {
                continue;
            }

            if (next is SqliteConnection connection)
            {
                found.Add(connection);
                continue;
            }

            foreach (var value in next is Array array ? array.Cast<object?>() : Fields(next.GetType()).Select(f => f.GetValue(next)))
            {
                if (value is not null)
                {
                    waiting.Push(value);
                }
            }
        }

        return found;
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(f => !f.FieldType.IsPointer && !f.FieldType.IsByRefLike))
            {
                yield return field;
            }
        }
    }
}
