namespace Pintle.Store.Sqlite;

/// <summary>Opening what the catalogue lists.</summary>
internal sealed partial class SegmentFiles
{
    private async Task RefreshAsync(CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            var files = new List<SegmentFile>();
            var entries = await _catalogue.ListAsync(time.GetUtcNow(), ct);
            foreach (var entry in entries)
            {
                if (_files.FirstOrDefault(f => f.Number == entry.Number) is { } known)
                {
                    files.Add(known);
                }
                else if (await TryOpenAsync(entry, files.LastOrDefault(), ct) is { } opened)
                {
                    files.Add(opened);
                }
            }

            if (files.LastOrDefault()?.Number != entries[^1].Number)
            {
                files.Add(await ReplaceAsync(entries[^1], files.LastOrDefault(), ct));
            }

            _files = [.. files];
        }
        finally
        {
            _changing.Release();
        }
    }

    // Null when the file has been set aside.
    private async Task<SegmentFile?> TryOpenAsync(CatalogueEntry entry, SegmentFile? before, CancellationToken ct)
    {
        var path = _catalogue.PathOf(entry.Number);
        if (entry.IsMade && !File.Exists(path))
        {
            await _catalogue.SetAsideAsync(entry.Number, entry.FirstSequence, "it is missing.", ct);
            return null;
        }

        SqliteFile? file = null;
        try
        {
            file = new SqliteFile(path, options.Wal);
            var version = await SqliteSchema.MakeSegmentsAsync(file, options.FailPoint, ct);
            await InitialiseAsync(file, entry, before, ct);
            await _catalogue.MadeAsync(entry, ct);
            return new SegmentFile(entry.Number, entry.FirstSequence, entry.CreatedAt, file) { IsFormerFormat = version < SqliteSchema.SegmentVersion };
        }
        catch (SegmentDamagedException damage)
        {
            await CloseAsync();
            await _catalogue.SetAsideAsync(entry.Number, entry.FirstSequence, damage.Message, ct);
            return null;
        }
        catch
        {
            await CloseAsync();
            throw;
        }

        ValueTask CloseAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private async Task InitialiseAsync(SqliteFile file, CatalogueEntry entry, SegmentFile? before, CancellationToken ct)
    {
        if (await file.ReadAsync(c => c.Scalar("SELECT count(*) FROM meta"), ct) == 0)
        {
            var heads = before is null ? [] : await HeadsAsync(before, ct);
            var (epochs, known) = await outcomes.WriteAsync(f => (SqliteStore.Epochs(f), KnownHeads.Read(f)), ct);
            await file.WriteAsync(
                f =>
                {
                    SegmentFile.Initialise(f, entry.FirstSequence, epochs, lane => known.Of(lane, heads));
                    return true;
                },
                ct);
        }

        options.FailPoint?.Invoke("rotate.after-create");
    }

    // The newest file is gone: its successor begins above all that anybody knows of it.
    private async Task<SegmentFile> ReplaceAsync(CatalogueEntry gone, SegmentFile? before, CancellationToken ct)
    {
        var known = await outcomes.WriteAsync(KnownHeads.Read, ct);
        var first = Math.Max(gone.FirstSequence, known.NextSequence);
        await _catalogue.AddAsync(gone.Number + 1, first, time.GetUtcNow(), ct);
        var entry = new CatalogueEntry(gone.Number + 1, first, time.GetUtcNow(), IsMade: false);
        return await TryOpenAsync(entry, before, ct) ?? throw new StoreUnavailableException($"No segment file can be made in {options.Directory}.");
    }

    private static async Task<Dictionary<int, long>> HeadsAsync(SegmentFile file, CancellationToken ct)
    {
        try
        {
            return await file.File.WriteAsync(SegmentFile.Heads, ct);
        }
        catch (SegmentDamagedException)
        {
            // What the outcomes know of the lanes has to do.
            return [];
        }
    }
}
