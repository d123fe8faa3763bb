using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Pintle.Store.Segments;

namespace Pintle.Store.Sqlite;

/// <summary>The rotating segment files, oldest first, as the catalogue lists them.</summary>
internal sealed partial class SegmentFiles(SqliteStoreOptions options, SqliteFile outcomes, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly SegmentCatalogue _catalogue = new(options.Directory, outcomes, log);
    private readonly SemaphoreSlim _changing = new(1);
    private volatile SegmentFile[] _files = [];

    /// <summary>The file that is appended to.</summary>
    public SegmentFile Newest => _files[^1];

    public SegmentCatalogue Catalogue => _catalogue;

    /// <summary>Opens the catalogue's files, creates the one that a crash left listed but not made, sets aside what can't be read.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        _catalogue.DeleteLeftovers(_files[0].Number);
        try
        {
            await Newest.File.WriteAsync(SegmentFile.Heads, ct);
            if (Newest.IsFormerFormat)
            {
                await RotateAsync(Newest, ct);
            }
        }
        catch (SegmentDamagedException damage)
        {
            await AbandonAsync(Newest, damage, ct);
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
        if (file.Bytes >= options.SegmentFileBytes || (now - file.CreatedAt >= options.SegmentFileAge && file.HasAppended))
        {
            await RotateAsync(file, ct);
        }
    }

    /// <summary>Closes a file and goes on in a new one; if that has been done meanwhile, takes note of it.</summary>
    public Task RotateAsync(SegmentFile file, CancellationToken ct) => RotateAsync(
        file,
        () => file.File.WriteAsync(
            f =>
            {
                file.CheckpointHeads(f);
                f.Execute("UPDATE meta SET closed = 1");
                return (f.Number("SELECT max(sequence) FROM segment") ?? file.FirstSequence - 1) + 1;
            },
            ct),
        ct);

    /// <summary>Goes on in a new file because this one is damaged. It stays, and what can be read of it is read.</summary>
    public async Task AbandonAsync(SegmentFile file, SegmentDamagedException damage, CancellationToken ct)
    {
        LogAbandoned(file.File.Path, damage.Message);
        await RotateAsync(file, () => NextAfterDamageAsync(file, ct), ct);
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

            var below = i + 1 < files.Length ? files[i + 1].FirstSequence : long.MaxValue;
            if (await ReadAsync(files[i], from, below, maxBytes, parts, ct) is { Count: > 0 } segments)
            {
                return segments;
            }
        }

        return [];
    }

    public async IAsyncEnumerable<StoredMessageKeys> ReadMessageKeysAsync(DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in _files)
        {
            await foreach (var keys in MessageKeyRows.ReadAsync(file, since, read => TryReadAsync(file, read, ct), ct))
            {
                yield return keys;
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
        if (Newest.HasAppended && await SegmentTrim.IsTrimmableAsync(Newest, null, below, olderThan, ct))
        {
            await RotateAsync(Newest, ct);
        }

        await _changing.WaitAsync(ct);
        try
        {
            var trim = new SegmentTrim(_catalogue, options.FailPoint);
            while (_files.Length > 1 && await SegmentTrim.IsTrimmableAsync(_files[0], _files[1], below, olderThan, ct))
            {
                await trim.RemoveAsync(_files[0], _files[1], () => _files = _files[1..], ct);
            }

            return trim.Result;
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<ShardStatus> StatusAsync(CancellationToken ct)
    {
        var files = _files;
        var (damagedFiles, damagedSegments) = await _catalogue.DamagedAsync(ct);
        var size = files.Sum(f => f.File.Size);
        var newest = files[^1];
        var next = Math.Max(newest.FirstSequence, await AboveReadableAsync(newest, ct));
        foreach (var file in files)
        {
            if (await TryReadAsync(file, c => SegmentRows.Read(c, 0, 1, SegmentParts.Head), ct) is { Count: > 0 } first)
            {
                return new ShardStatus(first[0].Sequence, next, size, first[0].AppendedAt) { Damaged = damagedFiles + damagedSegments };
            }
        }

        return new ShardStatus(next, next, size, null) { Damaged = damagedFiles + damagedSegments };
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
            await file.File.DisposeAsync();
        }
    }

    private async Task RotateAsync(SegmentFile file, Func<Task<long>> close, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            if (Newest != file)
            {
                return;
            }

            var next = await close();
            options.FailPoint?.Invoke("rotate.after-close");
            await _catalogue.AddAsync(file.Number + 1, next, time.GetUtcNow(), ct);
            options.FailPoint?.Invoke("rotate.after-catalogue");
            file.File.Finish();
        }
        finally
        {
            _changing.Release();
        }

        await RefreshAsync(ct);
    }

    // A sequence that nobody has seen: above what can be read, and above all that outcomes were committed for.
    private async Task<long> NextAfterDamageAsync(SegmentFile file, CancellationToken ct)
    {
        var known = await outcomes.WriteAsync(KnownHeads.Read, ct);
        return Math.Max(Math.Max(known.NextSequence, file.FirstSequence), await AboveReadableAsync(file, ct));
    }

    // Above all that can be read of a file, or was appended by this instance.
    private async Task<long> AboveReadableAsync(SegmentFile file, CancellationToken ct)
    {
        var last = await TryReadAsync(file, c => (object)c.Scalar("SELECT ifnull(max(sequence), 0) FROM segment"), ct) as long? ?? 0;
        return Math.Max(file.LastSequence, last) + 1;
    }

    private async Task<List<StoredSegment>?> ReadAsync(SegmentFile file, long from, long below, int maxBytes, SegmentParts parts, CancellationToken ct)
    {
        try
        {
            return await file.File.ReadAsync(c => SegmentRows.Read(c, from, maxBytes, parts), ct);
        }
        catch (SegmentDamagedException)
        {
            var end = below == long.MaxValue ? await AboveReadableAsync(file, ct) : below;
            return await TryReadAsync(file, c => SegmentRows.ReadAroundDamage(c, Math.Max(from, file.FirstSequence), end, maxBytes, parts, file.CreatedAt), ct);
        }
        catch (StoreUnavailableException) when (!_files.Contains(file))
        {
            // A trim has closed the file under this reader: what it held is gone.
            return null;
        }
    }

    // Null too when a trim has closed the file under its reader.
    private async Task<T?> TryReadAsync<T>(SegmentFile file, Func<SqliteConnection, T> read, CancellationToken ct)
        where T : class
    {
        try
        {
            return await file.File.ReadAsync(read, ct);
        }
        catch (SegmentDamagedException damage)
        {
            LogUnreadable(file.File.Path, damage.Message);
            return null;
        }
        catch (StoreUnavailableException) when (!_files.Contains(file))
        {
            return null;
        }
    }

    [LoggerMessage(1004, LogLevel.Error, "{File} is damaged; it is kept and a new one begun: {Reason}")]
    private partial void LogAbandoned(string file, string reason);

    [LoggerMessage(1005, LogLevel.Error, "Something in {File} can't be read; it is kept and passed over: {Reason}")]
    private partial void LogUnreadable(string file, string reason);
}
