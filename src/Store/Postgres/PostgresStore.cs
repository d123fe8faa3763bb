using Microsoft.Extensions.Logging;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Store.Postgres;

/// <summary>
/// The production store: every shard is a PostgreSQL database with the segments, outcomes and dead letters of its lanes.
/// </summary>
/// <remarks>
/// The fence. Whoever writes under an epoch takes a shared advisory lock first and then compares epochs; whoever grants epochs
/// or closes a bucket takes it exclusively. So after a grant no write of a former owner is under way, and none can pass.
/// </remarks>
public sealed class PostgresStore : IEventStore
{
    private readonly PostgresShard[] _shards;
    private readonly int[] _shardOf;
    private readonly TimeProvider _time;

    private PostgresStore(PostgresShard[] shards, int[] shardOf, TimeProvider time)
    {
        (_shards, _shardOf, _time) = (shards, shardOf, time);
        PostgresDatabase[] databases = [.. shards.Select(s => s.Database)];
        Outcomes = new PostgresOutcomeReader(databases);
        DeadLetters = new PostgresDeadLetters(databases);
    }

    public int ShardCount => _shards.Length;

    public IOutcomeReader Outcomes { get; }

    public IDeadLetterReader DeadLetters { get; }

    public int ShardOf(int lane) => _shardOf[lane];

    /// <summary>Connects to the shards, creating and migrating their tables.</summary>
    /// <exception cref="StoreUnavailableException">A shard can't be reached.</exception>
    /// <exception cref="InvalidOperationException">The shards aren't those of one store, in its order; or a newer version wrote them.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, TimeProvider time, ILogger<PostgresStore> log, CancellationToken ct)
    {
        PostgresDatabase[] databases = [.. options.Shards.Select(s => new PostgresDatabase(s))];
        try
        {
            foreach (var database in databases)
            {
                await PostgresSchema.MigrateAsync(database, options.FailPoint, ct);
            }

            var map = await ShardMap.ReadAsync(databases, time, ct);
            var owner = Guid.CreateVersion7(time.GetUtcNow());
            var shards = new PostgresShard[databases.Length];
            for (var number = 0; number < shards.Length; number++)
            {
                shards[number] = await PostgresShard.OpenAsync(databases[number], number, owner, options, time, log, ct);
            }

            return new PostgresStore(shards, map, time);
        }
        catch
        {
            foreach (var database in databases)
            {
                await database.DisposeAsync();
            }

            throw;
        }
    }

    public async Task<IReadOnlyList<LaneGrant>> AcquireAsync(IReadOnlyCollection<int> lanes, CancellationToken ct)
    {
        var grants = new List<LaneGrant>();
        foreach (var part in lanes.GroupBy(ShardOf))
        {
            grants.AddRange(await _shards[part.Key].Appender.AcquireAsync([.. part], _time.GetUtcNow(), ct));
        }

        return grants;
    }

    public Task<long> AppendAsync(int shard, EncodedSegment segment, CancellationToken ct) => _shards[shard].Appender.AppendAsync(segment, ct);

    public Task<IReadOnlyList<StoredSegment>> ReadAsync(int shard, long fromSequence, int maxBytes, SegmentParts parts, CancellationToken ct) =>
        _shards[shard].Buckets.ReadAsync(fromSequence, maxBytes, parts, ct);

    public IAsyncEnumerable<StoredMessageKeys> ReadMessageKeysAsync(int shard, DateTimeOffset since, CancellationToken ct) =>
        _shards[shard].Buckets.ReadMessageKeysAsync(since, ct);

    public Task CommitAsync(int shard, OutcomeCommit commit, CancellationToken ct) => _shards[shard].Outcomes.CommitAsync(commit, ct);

    public Task SetAsideAsync(StoredSegment segment, string reason, CancellationToken ct) => _shards[segment.Shard].Database.RunAsync(
        c => c.ExecuteAsync(
            "INSERT INTO pintle.damaged_segment VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            ct, segment.Sequence, segment.AppendedAt.ToUnixTimeMilliseconds(), PostgresErrors.Storable(reason), segment.Head.ToArray(), segment.Body.ToArray()),
        ct);

    public Task<TrimResult> TrimAsync(int shard, long belowSequence, DateTimeOffset olderThan, CancellationToken ct) =>
        _shards[shard].Buckets.TrimAsync(belowSequence, olderThan, ct);

    public Task<ShardStatus> StatusAsync(int shard, CancellationToken ct) => _shards[shard].Buckets.StatusAsync(ct);

    public Task PingAsync(CancellationToken ct) =>
        Task.WhenAll(_shards.Select(s => s.Database.RunAsync(c => c.NumberAsync("SELECT version FROM pintle.meta", ct), ct)));

    public async Task<IReadOnlyList<string>> WarningsAsync(CancellationToken ct)
    {
        var warnings = await Task.WhenAll(_shards.Select(s => DurabilityCheck.RunAsync(s.Database, ct)));
        return [.. warnings.SelectMany(w => w)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in _shards)
        {
            await shard.DisposeAsync();
        }
    }
}
