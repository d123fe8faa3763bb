namespace Pintle.Store.Sqlite;

/// <summary>Takes old files out of the log: deletes them, or keeps them aside when something in them could never be read.</summary>
internal sealed class SegmentTrim(SegmentCatalogue catalogue, FailPoint? fail)
{
    public TrimResult Result { get; private set; } = new(0, 0);

    /// <summary>Everything in the file is below the sequence and older than the time.</summary>
    /// <param name="file">The file.</param>
    /// <param name="after">The next one; null when it is the newest.</param>
    /// <param name="below">Lowest sequence that is needed.</param>
    /// <param name="olderThan">What was appended at or after this stays.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<bool> IsTrimmableAsync(SegmentFile file, SegmentFile? after, long below, DateTimeOffset olderThan, CancellationToken ct)
    {
        if (after is not null && after.FirstSequence > below)
        {
            return false;
        }

        try
        {
            var (last, at) = await file.File.ReadAsync(
                c => (c.Scalar("SELECT ifnull(max(sequence), 0) FROM segment"),
                    c.Scalar("SELECT ifnull((SELECT at FROM segment ORDER BY sequence DESC LIMIT 1), 0)")),
                ct);
            return last < below && at < olderThan.ToUnixTimeMilliseconds();
        }
        catch (SegmentDamagedException)
        {
            // Nothing was appended to it after the next one was made.
            return after is not null && after.CreatedAt < olderThan;
        }
    }

    public async Task RemoveAsync(SegmentFile file, SegmentFile after, Action forget, CancellationToken ct)
    {
        var size = file.File.Size;
        if (await CountAsync(file, ct) is not { } segments || await catalogue.HoldsUnreadableAsync(file.FirstSequence, after.FirstSequence, ct))
        {
            forget();
            await file.File.DisposeAsync();
            await catalogue.SetAsideAsync(file.Number, file.FirstSequence, "parts of it were damaged when it was to be deleted.", ct);
            return;
        }

        await catalogue.RemoveAsync(file.Number, ct);
        fail?.Invoke("trim.before-unlink");
        forget();
        await file.File.DeleteAsync();
        fail?.Invoke("trim.after-unlink");
        Result = new TrimResult(Result.Segments + segments, Result.Bytes + size);
    }

    private static async Task<long?> CountAsync(SegmentFile file, CancellationToken ct)
    {
        try
        {
            return await file.File.ReadAsync(c => c.Scalar("SELECT count(*) FROM segment"), ct);
        }
        catch (SegmentDamagedException)
        {
            return null;
        }
    }
}
