using Microsoft.Extensions.Logging;
using Pintle.Events;
using Pintle.Store.DeadLetters;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;

namespace Pintle.Store.Sqlite;

/// <summary>
/// The embedded store: segments in rotating files, outcomes in a file of their own. One shard.
/// </summary>
/// <remarks>
/// The fence. Epochs are granted by a transaction on the outcomes file, then written into the newest segment file. An append
/// checks the epochs of the file that it writes to, in its transaction, and refuses a closed file. A rotation first closes the
/// file (no append can succeed in it any more), then registers the next one in the outcomes file, then creates it with the
/// epochs of the outcomes file. So a former owner that still has an older file open finds it closed, and in the newest file it
/// finds the new epochs: those that were granted before the file was created are copied into it, those granted later are
/// written into it before <see cref="AcquireAsync"/> returns.
/// </remarks>
public sealed class SqliteStore : IEventStore
{
    private readonly SqliteStoreOptions _options;
    private readonly DirectoryLock? _lock;
    private readonly SqliteFile _outcomes;
    private readonly SegmentFiles _segments;
    private readonly SqliteOutcomeWriter _writer;
    private readonly long[] _next = new long[Lane.Count];
    private (Guid Id, long Sequence) _last;
    private long _nextSequence;

    private SqliteStore(SqliteStoreOptions options, DirectoryLock? directoryLock, SqliteFile outcomes, SegmentFiles segments)
    {
        (_options, _lock, _outcomes, _segments) = (options, directoryLock, outcomes, segments);
        _writer = new SqliteOutcomeWriter(options.FailPoint);
        Outcomes = new SqliteOutcomeReader(outcomes);
        DeadLetters = new SqliteDeadLetters(outcomes);
    }

    public int ShardCount => 1;

    public IOutcomeReader Outcomes { get; }

    public IDeadLetterReader DeadLetters { get; }

    public int ShardOf(int lane) => 0;

    /// <summary>Opens a directory, creating what is missing and finishing what a crash left half done.</summary>
    public static async Task<SqliteStore> OpenAsync(SqliteStoreOptions options, TimeProvider time, ILogger<SqliteStore> log, CancellationToken ct)
    {
        DirectorySync.Create(options.Directory);
        options.FailPoint?.Invoke("open.directory-synced");
        var directoryLock = options.LockDirectory ? DirectoryLock.Take(options.Directory) : null;
        SqliteFile? outcomes = null;
        try
        {
            outcomes = new SqliteFile(Path.Combine(options.Directory, "outcomes.db"), options.Wal);
            await SqliteSchema.MigrateOutcomesAsync(outcomes, options.FailPoint, ct);
            var segments = new SegmentFiles(options, outcomes, time, log);
            await segments.OpenAsync(ct);
            return new SqliteStore(options, directoryLock, outcomes, segments);
        }
        catch
        {
            await (outcomes?.DisposeAsync() ?? ValueTask.CompletedTask);
            directoryLock?.Dispose();
            throw;
        }
    }

    public async Task<IReadOnlyList<LaneGrant>> AcquireAsync(IReadOnlyCollection<int> lanes, CancellationToken ct)
    {
        var epochs = await _outcomes.WriteAsync(f => Grant(f, lanes), ct);
        var file = await _segments.NewestAsync(ct);
        var heads = await file.File.WriteAsync(
            f =>
            {
                SegmentFile.Fence(f, epochs);
                return SegmentFile.Heads(f);
            },
            ct);
        var known = await _outcomes.WriteAsync(KnownHeads.Read, ct);
        foreach (var lane in lanes)
        {
            _next[lane] = known.Of(lane, heads);
        }

        return [.. lanes.Select(lane => new LaneGrant(lane, epochs[lane], _next[lane]))];
    }

    public async Task<long> AppendAsync(int shard, EncodedSegment segment, CancellationToken ct)
    {
        while (true)
        {
            var file = _segments.Newest;
            if (await AppendToAsync(file, segment, ct) is not { } stored)
            {
                await _segments.RotateAsync(file, ct);
                continue;
            }

            _options.FailPoint?.Invoke("append.after-commit");
            _last = (segment.Id, stored);
            Volatile.Write(ref _nextSequence, stored + 1);
            foreach (var range in segment.Lanes)
            {
                _next[range.Lane] = Math.Max(_next[range.Lane], range.FirstOffset + range.Count);
            }

            await _segments.RotateWhenDueAsync(file, segment.AppendedAt, ct);
            return stored;
        }
    }

    public Task<IReadOnlyList<StoredSegment>> ReadAsync(int shard, long fromSequence, int maxBytes, SegmentParts parts, CancellationToken ct) =>
        _segments.ReadAsync(fromSequence, maxBytes, parts, ct);

    public IAsyncEnumerable<StoredMessageKeys> ReadMessageKeysAsync(int shard, DateTimeOffset since, CancellationToken ct) =>
        _segments.ReadMessageKeysAsync(since, ct);

    public Task CommitAsync(int shard, OutcomeCommit commit, CancellationToken ct) =>
        _outcomes.WriteAsync(f => _writer.Write(f, commit, new KnownHeads(Volatile.Read(ref _nextSequence), _next)), ct);

    public Task SetAsideAsync(StoredSegment segment, string reason, CancellationToken ct) => _outcomes.WriteAsync(
        f => f.Execute(
            "INSERT OR IGNORE INTO damaged_segment VALUES ($1, $2, $3, $4, $5)",
            segment.Sequence, segment.AppendedAt.ToUnixTimeMilliseconds(), reason, segment.Head.ToArray(), segment.Body.ToArray()),
        ct);

    public Task<TrimResult> TrimAsync(int shard, long belowSequence, DateTimeOffset olderThan, CancellationToken ct) =>
        _segments.TrimAsync(belowSequence, olderThan, ct);

    public async Task<ShardStatus> StatusAsync(int shard, CancellationToken ct)
    {
        var status = await _segments.StatusAsync(ct);
        return status with { Bytes = status.Bytes + _outcomes.Size };
    }

    public Task PingAsync(CancellationToken ct) => _outcomes.ReadAsync(c => c.Scalar("SELECT version FROM meta"), ct);

    public async Task<IReadOnlyList<string>> WarningsAsync(CancellationToken ct) => await _segments.Catalogue.DamagedAsync(ct) switch
    {
        (0, 0) => [],
        var (files, segments) => [$"{files} segment files and {segments} single segments could not be read and were set aside in {_options.Directory}."],
    };

    public async ValueTask DisposeAsync()
    {
        await _segments.DisposeAsync();
        await _outcomes.DisposeAsync();
        _lock?.Dispose();
    }

    internal static Dictionary<int, long> Epochs(SqliteFile outcomes) =>
        outcomes.Query("SELECT lane, epoch FROM lane", row => (Lane: row.GetInt32(0), Epoch: row.GetInt64(1))).ToDictionary(l => l.Lane, l => l.Epoch);

    private static Dictionary<int, long> Grant(SqliteFile file, IReadOnlyCollection<int> lanes)
    {
        file.Execute("UPDATE meta SET version = version + 1");
        foreach (var lane in lanes)
        {
            file.Execute("INSERT INTO lane VALUES ($1, 1) ON CONFLICT (lane) DO UPDATE SET epoch = epoch + 1", lane);
        }

        return Epochs(file);
    }

    private async Task<long?> AppendToAsync(SegmentFile file, EncodedSegment segment, CancellationToken ct)
    {
        try
        {
            return await file.File.WriteAsync(f => AppendTo(file, f, segment), ct);
        }
        catch (SegmentDamagedException damage)
        {
            await _segments.AbandonAsync(file, damage, ct);
            return null;
        }
        catch (OffsetConflictException)
        {
            // A retry after a rotation finds itself in the file before.
            if (await _segments.FindBeforeAsync(file, segment.Id, ct) is { } stored)
            {
                return stored;
            }

            throw;
        }
    }

    /// <summary>Null when the file is closed and the next one has to be used.</summary>
    private long? AppendTo(SegmentFile file, SqliteFile writer, EncodedSegment segment)
    {
        if (segment.Id == _last.Id)
        {
            return _last.Sequence;
        }

        if (!file.Admits(writer, segment))
        {
            return null;
        }

        foreach (var range in segment.Lanes)
        {
            if (range.FirstOffset != _next[range.Lane])
            {
                return SegmentFile.Find(writer, segment.Id)
                    ?? throw new OffsetConflictException(range.Lane, range.FirstOffset, _next[range.Lane]);
            }
        }

        var sequence = file.Append(writer, segment);
        _options.FailPoint?.Invoke("append.before-commit");
        return sequence;
    }
}
