namespace Pintle.Store.DeadLetters;

/// <summary>Pages through the dead letters of one shard, finds and deletes them. Holds one batch at a time.</summary>
internal sealed class DeadLetterShelf(int shard, IDeadLetterRows rows)
{
    private const int RowsPerDelete = 250;
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(10);

    /// <summary>Up to a number of letters after a place.</summary>
    public async Task<List<StoredDeadLetter>> PageAsync(DeadLetterFilter filter, DeadLetterPlace after, int limit, CancellationToken ct)
    {
        var (first, last) = await ReachAsync(filter, ct);
        var walks = await DeadLetterWalk.StartAsync(rows, filter, filter.NewestFirst ? Math.Min(after.Batch, last) : Math.Max(after.Batch, first), ct);
        var letters = new List<StoredDeadLetter>();
        while (letters.Count < limit && DeadLetterWalk.Next(walks, filter.NewestFirst) is { } batch && batch >= first && batch <= last)
        {
            var here = walks.Where(w => w.Row?.Batch == batch).ToList();
            var members = await MembersAsync(here, batch, ct);
            var inTime = (await UnpackAsync(batch, i => (batch != after.Batch || IsAfter(i, after.Index, filter.NewestFirst)) && members.Exists(m => DeadLetterBatch.Has(m, i)), ct))
                .Where(l => IsInTime(l.Letter, filter));
            letters.AddRange((filter.NewestFirst ? inTime.Reverse() : inTime).Take(limit - letters.Count));
            foreach (var walk in here)
            {
                await walk.GoOnAsync(ct);
            }
        }

        return letters;
    }

    /// <summary>The letters at places of this shard that are still there.</summary>
    public async Task<List<StoredDeadLetter>> FindAsync(IEnumerable<DeadLetterRef> places, CancellationToken ct)
    {
        var found = new List<StoredDeadLetter>();
        foreach (var ofBatch in places.GroupBy(p => p.Batch))
        {
            var members = await rows.RowsOfAsync(ofBatch.Key, ct);
            var indexes = ofBatch.Select(p => p.Index).Where(i => i >= 0 && members.Any(m => DeadLetterBatch.Has(m.Members!, i))).ToHashSet();
            if (indexes.Count > 0)
            {
                found.AddRange(await UnpackAsync(ofBatch.Key, indexes.Contains, ct));
            }
        }

        return found;
    }

    public async Task<long> DropAsync(IEnumerable<DeadLetterRef> places, CancellationToken ct)
    {
        var dropped = 0L;
        foreach (var ofBatch in places.GroupBy(p => p.Batch))
        {
            dropped += await rows.RemoveAsync(ofBatch.Key, [.. ofBatch.Select(p => p.Index).Where(i => i >= 0).Distinct()], ct);
        }

        return dropped;
    }

    public async Task<long> DropAsync(DeadLetterFilter filter, CancellationToken ct)
    {
        var (first, last) = await ReachAsync(filter, ct);
        var (dropped, end, upwards) = (0L, Math.Min(last, await rows.LastBatchAsync(ct)), filter with { NewestFirst = false });
        foreach (var kind in await rows.KindsAsync(filter, ct))
        {
            var from = first;
            while (await rows.RowsAsync(kind, upwards, from, RowsPerDelete, ct) is { Count: > 0 } page && page[0].Batch <= end)
            {
                var inReach = page.Where(r => r.Batch <= end).ToList();
                var whole = inReach.Where(r => (filter.From is null || r.First >= filter.From) && (filter.To is null || r.Last < filter.To)).Select(r => r.Batch).ToHashSet();
                dropped += whole.Count == 0 ? 0 : await rows.DeleteAsync(kind, whole, ct);
                foreach (var part in inReach.Where(r => !whole.Contains(r.Batch)))
                {
                    var inTime = (await UnpackAsync(part.Batch, i => DeadLetterBatch.Has(part.Members!, i), ct)).Where(l => IsInTime(l.Letter, filter));
                    dropped += await rows.RemoveAsync(part.Batch, [.. inTime.Select(l => l.Ref.Index)], ct);
                }

                from = page[^1].Batch + 1;
            }
        }

        return dropped;
    }

    public async Task<long> ExpireAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct)
    {
        var (expired, limit) = (0L, await rows.ExpiredUpToAsync(olderThan, maxBytes, ct));
        while (limit > 0 && await rows.DeleteOldestAsync(limit, ct) is { } deleted)
        {
            expired += deleted;
        }

        return expired;
    }

    // Batches follow each other in time, but for the clocks of several nodes.
    private async Task<(long First, long Last)> ReachAsync(DeadLetterFilter filter, CancellationToken ct) => filter is { From: null, To: null }
        ? (0, long.MaxValue)
        : await rows.ReachAsync(
            filter.From is { } from && from - DateTimeOffset.MinValue > ClocksApart ? from - ClocksApart : null, filter.To is { } to && DateTimeOffset.MaxValue - to > ClocksApart ? to + ClocksApart : null, ct);

    private async Task<List<byte[]>> MembersAsync(List<DeadLetterWalk> here, long batch, CancellationToken ct) => here.TrueForAll(w => w.Row!.Members is not null)
        ? here.ConvertAll(w => w.Row!.Members!)
        : [.. (await rows.RowsOfAsync(batch, ct)).Select(r => r.Members!)];

    private async Task<IEnumerable<StoredDeadLetter>> UnpackAsync(long batch, Func<int, bool> isWanted, CancellationToken ct) => await rows.BatchAsync(batch, ct) is { } packed
        ? DeadLetterBatch.Unpack(packed, isWanted).Select(l => new StoredDeadLetter(new DeadLetterRef(shard, batch, l.Index), l.Letter))
        : [];

    private static bool IsAfter(int index, int place, bool newestFirst) => newestFirst ? index < place : index > place;

    private static bool IsInTime(DeadLetter letter, DeadLetterFilter filter) =>
        (filter.From is null || letter.FailedAt >= filter.From) && (filter.To is null || letter.FailedAt < filter.To);
}
