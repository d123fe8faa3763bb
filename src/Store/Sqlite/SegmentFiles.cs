using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Pintle.Store.Segments;

namespace Pintle.Store.Sqlite;

/// <summary>The rotating segment files, oldest first, as the outcomes file's catalogue lists them.</summary>
internal sealed partial class SegmentFiles(SqliteStoreOptions options, SqliteFile outcomes, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private volatile SegmentFile[] _files = [];

    /// <summary>The file that is appended to.</summary>
    public SegmentFile Newest => _files[^1];

    public static Dictionary<int, long> Epochs(SqliteFile outcomes)
    {
        var epochs = new Dictionary<int, long>();
        using var rows = outcomes.Statement("SELECT lane, epoch FROM lane").ExecuteReader();
        while (rows.Read())
        {
            epochs[rows.GetInt32(0)] = rows.GetInt64(1);
        }

        return epochs;
    }

    /// <summary>Opens the catalogue's files, creates the one that a crash left registered but not made, deletes orphans.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await outcomes.WriteAsync(
            f => f.Execute(
                "INSERT INTO segment_file SELECT 1, 1, $1 WHERE NOT EXISTS (SELECT 1 FROM segment_file)", time.GetUtcNow().ToUnixTimeMilliseconds()),
            ct);
        await RefreshAsync(ct);
        var known = _files.Select(f => f.File.Path).ToHashSet();

        // Each on its own: a power cut can bring back one of a file's parts without the others.
        foreach (var orphan in Directory.GetFiles(options.Directory, "segments-*.db*").Where(f => !known.Contains(f[..(f.LastIndexOf(".db", StringComparison.Ordinal) + 3)])))
        {
            LogOrphan(orphan);
            File.Delete(orphan);
        }
    }

    /// <summary>The newest file of the catalogue, even if another instance made it.</summary>
    public async Task<SegmentFile> NewestAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        return Newest;
    }

    public async Task RotateWhenDueAsync(SegmentFile file, DateTimeOffset now, CancellationToken ct)
    {
        if (file.File.Size >= options.SegmentFileBytes || (now - file.CreatedAt >= options.SegmentFileAge && file.HasAppended))
        {
            await RotateAsync(file, ct);
        }
    }

    /// <summary>Closes a file and goes on in a new one; if that has been done meanwhile, takes note of it.</summary>
    public async Task RotateAsync(SegmentFile file, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            if (Newest != file)
            {
                return;
            }

            var next = await file.File.WriteAsync(
                f =>
                {
                    file.CheckpointHeads(f);
                    f.Execute("UPDATE meta SET closed = 1");
                    return (f.Number("SELECT max(sequence) FROM segment") ?? file.FirstSequence - 1) + 1;
                },
                ct);
            options.FailPoint?.Invoke("rotate.after-close");
            await outcomes.WriteAsync(
                f => f.Execute(
                    "INSERT OR IGNORE INTO segment_file VALUES ($1, $2, $3)", file.Number + 1, next, time.GetUtcNow().ToUnixTimeMilliseconds()),
                ct);
            options.FailPoint?.Invoke("rotate.after-catalogue");
        }
        finally
        {
            _changing.Release();
        }

        await RefreshAsync(ct);
    }

    public async Task<IReadOnlyList<StoredSegment>> ReadAsync(long from, int maxBytes, SegmentParts parts, CancellationToken ct)
    {
        var files = _files;
        for (var i = 0; i < files.Length; i++)
        {
            if (i + 1 < files.Length && files[i + 1].FirstSequence <= from)
            {
                continue;
            }

            var segments = await TryReadAsync(files[i], c => SegmentFile.Read(c, from, maxBytes, parts), ct);
            if (segments is { Count: > 0 })
            {
                return segments;
            }
        }

        return [];
    }

    public async IAsyncEnumerable<StoredMessageKeys> ReadMessageKeysAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken ct)
    {
        const int PerRead = 500;
        foreach (var file in _files)
        {
            var from = file.FirstSequence;
            while (await TryReadAsync(file, c => ReadKeys(c, from, since, PerRead), ct) is { Count: > 0 } page)
            {
                foreach (var keys in page)
                {
                    yield return keys;
                }

                from = page[^1].Sequence + 1;
            }
        }
    }

    /// <summary>A stored segment in the file before one; null when it isn't there.</summary>
    public async Task<long?> FindBeforeAsync(SegmentFile file, Guid id, CancellationToken ct)
    {
        var files = _files;
        var index = Array.IndexOf(files, file);
        return index > 0 ? await files[index - 1].File.WriteAsync(f => SegmentFile.Find(f, id), ct) : null;
    }

    public async Task<TrimResult> TrimAsync(long below, DateTimeOffset olderThan, CancellationToken ct)
    {
        if (Newest.HasAppended && await IsTrimmableAsync(Newest, long.MaxValue, below, olderThan, ct))
        {
            await RotateAsync(Newest, ct);
        }

        await _changing.WaitAsync(ct);
        try
        {
            var (segments, bytes) = (0L, 0L);
            while (_files.Length > 1 && await IsTrimmableAsync(_files[0], _files[1].FirstSequence, below, olderThan, ct))
            {
                var oldest = _files[0];
                segments += await oldest.File.ReadAsync(c => c.Scalar("SELECT count(*) FROM segment"), ct);
                bytes += oldest.File.Size;
                await outcomes.WriteAsync(f => f.Execute("DELETE FROM segment_file WHERE number = $1", oldest.Number), ct);
                options.FailPoint?.Invoke("trim.before-unlink");
                _files = _files[1..];
                oldest.File.Delete();
                options.FailPoint?.Invoke("trim.after-unlink");
            }

            return new TrimResult(segments, bytes);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<ShardStatus> StatusAsync(CancellationToken ct)
    {
        var files = _files;
        var next = await files[^1].File.ReadAsync(c => c.Scalar($"SELECT ifnull(max(sequence) + 1, {files[^1].FirstSequence}) FROM segment"), ct);
        foreach (var file in files)
        {
            if (await TryReadAsync(file, c => SegmentFile.Read(c, 0, 1, SegmentParts.Head), ct) is { Count: > 0 } first)
            {
                return new ShardStatus(first[0].Sequence, next, files.Sum(f => f.File.Size), first[0].AppendedAt);
            }
        }

        return new ShardStatus(next, next, files.Sum(f => f.File.Size), null);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Newest.File.WriteAsync(
                f =>
                {
                    Newest.CheckpointHeads(f);
                    return true;
                },
                CancellationToken.None);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or SegmentDamagedException)
        {
            // The next open looks at more segments instead.
        }

        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private static async Task<bool> IsTrimmableAsync(SegmentFile file, long nextFirst, long below, DateTimeOffset olderThan, CancellationToken ct)
    {
        if (nextFirst > below && nextFirst != long.MaxValue)
        {
            return false;
        }

        var (last, at) = await file.File.ReadAsync(
            c => (c.Scalar("SELECT ifnull(max(sequence), 0) FROM segment"),
                c.Scalar("SELECT ifnull((SELECT at FROM segment ORDER BY sequence DESC LIMIT 1), 0)")),
            ct);
        return last < below && at < olderThan.ToUnixTimeMilliseconds();
    }

    private async Task RefreshAsync(CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            var files = new List<SegmentFile>();
            foreach (var (number, first, createdAt) in await outcomes.ReadAsync(Catalogue, ct))
            {
                files.Add(_files.FirstOrDefault(f => f.Number == number) ?? await OpenFileAsync(number, first, createdAt, files.LastOrDefault(), ct));
            }

            _files = [.. files];
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<SegmentFile> OpenFileAsync(int number, long first, DateTimeOffset createdAt, SegmentFile? before, CancellationToken ct)
    {
        var file = new SqliteFile(Path.Combine(options.Directory, $"segments-{number:000000}.db"), options.Wal);
        await SqliteSchema.MigrateSegmentsAsync(file, options.FailPoint, ct);
        var heads = before is null ? [] : await before.File.WriteAsync(SegmentFile.Heads, ct);
        var epochs = await outcomes.WriteAsync(Epochs, ct);
        await file.WriteAsync(
            f =>
            {
                SegmentFile.Initialise(f, first, epochs, heads);
                return true;
            },
            ct);
        options.FailPoint?.Invoke("rotate.after-create");
        return new SegmentFile(number, first, createdAt, file);
    }

    private static List<(int Number, long First, DateTimeOffset CreatedAt)> Catalogue(SqliteConnection reader)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT number, first_sequence, created_at FROM segment_file ORDER BY number";
        using var rows = command.ExecuteReader();
        var files = new List<(int, long, DateTimeOffset)>();
        while (rows.Read())
        {
            files.Add((rows.GetInt32(0), rows.GetInt64(1), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2))));
        }

        return files;
    }

    private static List<StoredMessageKeys> ReadKeys(SqliteConnection reader, long from, DateTimeOffset since, int limit)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT sequence, at, keys FROM keys WHERE sequence >= $1 AND at >= $2 ORDER BY sequence LIMIT $3";
        command.Parameters.AddWithValue("$1", from);
        command.Parameters.AddWithValue("$2", since.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$3", limit);
        using var rows = command.ExecuteReader();
        var keys = new List<StoredMessageKeys>();
        while (rows.Read())
        {
            keys.Add(new StoredMessageKeys(
                rows.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)), rows.GetFieldValue<byte[]>(2)));
        }

        return keys;
    }

    // A trim may close a file under a reader: what it held is gone.
    private async Task<T?> TryReadAsync<T>(SegmentFile file, Func<SqliteConnection, T> read, CancellationToken ct)
        where T : class
    {
        try
        {
            return await file.File.ReadAsync(read, ct);
        }
        catch (Exception failure) when (failure is SegmentDamagedException or StoreUnavailableException or ObjectDisposedException && !_files.Contains(file))
        {
            return null;
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "Deleting {File}, which a trim had given up before a crash.")]
    private partial void LogOrphan(string file);
}
