using Microsoft.Extensions.Logging;

namespace Pintle.Store.Postgres;

/// <summary>One shard: its database, and this instance's writers to it.</summary>
internal sealed class PostgresShard : IAsyncDisposable
{
    private PostgresShard(PostgresDatabase database, SegmentBuckets buckets, SegmentAppender appender, PostgresOutcomeWriter outcomes) =>
        (Database, Buckets, Appender, Outcomes) = (database, buckets, appender, outcomes);

    public PostgresDatabase Database { get; }

    public SegmentBuckets Buckets { get; }

    public SegmentAppender Appender { get; }

    public PostgresOutcomeWriter Outcomes { get; }

    public static async Task<PostgresShard> OpenAsync(
        PostgresDatabase database, int number, Guid owner, PostgresStoreOptions options, TimeProvider time, ILogger log, CancellationToken ct)
    {
        var buckets = new SegmentBuckets(database, number, options, time);
        await buckets.OpenAsync(ct);
        var appends = new WriterAttempts(database, owner, WriterKind.Append);
        var commits = new WriterAttempts(database, owner, WriterKind.Commit);
        await database.RunAsync(
            async connection =>
            {
                await appends.RegisterAsync(connection, time.GetUtcNow(), ct);
                return await commits.RegisterAsync(connection, time.GetUtcNow(), ct);
            },
            ct);
        var appender = new SegmentAppender(database, appends, buckets, options.FailPoint, log);
        return new PostgresShard(database, buckets, appender, new PostgresOutcomeWriter(database, commits, () => appender.LastSequence, options.FailPoint));
    }

    public async ValueTask DisposeAsync()
    {
        Appender.Dispose();
        Outcomes.Dispose();
        await Database.DisposeAsync();
    }
}
