namespace Pintle.Store.DeadLetters;

/// <summary>Pages through the dead letters of one shard, finds and deletes them. Holds one batch at a time.</summary>
internal sealed class DeadLetterShelf(int shard, IDeadLetterRows rows)
{
    private const int RowsPerDelete = 250;

    /// <summary>Up to a number of letters after a place.</summary>
    public async Task<List<StoredDeadLetter>> PageAsync(DeadLetterFilter filter, DeadLetterPlace after, int limit, CancellationToken ct)
    {
        var walks = new List<DeadLetterWalk>();
        foreach (var kind in await rows.KindsAsync(filter, ct))
        {
            walks.Add(await DeadLetterWalk.StartAsync(rows, kind, filter, after.Batch, ct));
        }

        var letters = new List<StoredDeadLetter>();
        while (letters.Count < limit && DeadLetterWalk.Next(walks, filter.NewestFirst) is { } batch)
        {
            var here = walks.Where(w => w.Row?.Batch == batch).ToList();
            var members = here.ConvertAll(w => w.Row!.Members);
            letters.AddRange((await UnpackAsync(batch, filter.NewestFirst, ct))
                .Where(l => (batch != after.Batch || IsAfter(l.Ref.Index, after.Index, filter.NewestFirst)) && members.Exists(m => DeadLetterBatch.Has(m, l.Ref.Index)) && IsInTime(l.Letter, filter))
                .Take(limit - letters.Count));
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
            var indexes = ofBatch.Select(p => p.Index).Where(i => i >= 0 && members.Any(m => DeadLetterBatch.Has(m.Members, i))).ToHashSet();
            if (indexes.Count > 0)
            {
                found.AddRange((await UnpackAsync(ofBatch.Key, newestFirst: false, ct)).Where(l => indexes.Contains(l.Ref.Index)));
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
        var (dropped, end, upwards) = (0L, await rows.LastBatchAsync(ct), filter with { NewestFirst = false });
        foreach (var kind in await rows.KindsAsync(filter, ct))
        {
            var from = 0L;
            while (await rows.RowsAsync(kind, upwards, from, RowsPerDelete, ct) is { Count: > 0 } page && page[0].Batch <= end)
            {
                var inReach = page.Where(r => r.Batch <= end).ToList();
                var whole = inReach.Where(r => (filter.From is null || r.First >= filter.From) && (filter.To is null || r.Last < filter.To)).Select(r => r.Batch).ToHashSet();
                dropped += whole.Count == 0 ? 0 : await rows.DeleteAsync(kind, whole, ct);
                foreach (var part in inReach.Where(r => !whole.Contains(r.Batch)))
                {
                    var inTime = (await UnpackAsync(part.Batch, newestFirst: false, ct)).Where(l => DeadLetterBatch.Has(part.Members, l.Ref.Index) && IsInTime(l.Letter, filter));
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

    private async Task<IEnumerable<StoredDeadLetter>> UnpackAsync(long batch, bool newestFirst, CancellationToken ct)
    {
        if (await rows.BatchAsync(batch, ct) is not { } packed)
        {
            return [];
        }

        var letters = DeadLetterBatch.Unpack(packed).Select((letter, index) => new StoredDeadLetter(new DeadLetterRef(shard, batch, index), letter));
        return newestFirst ? letters.Reverse() : letters;
    }

    private static bool IsAfter(int index, int place, bool newestFirst) => newestFirst ? index < place : index > place;

    private static bool IsInTime(DeadLetter letter, DeadLetterFilter filter) =>
        (filter.From is null || letter.FailedAt >= filter.From) && (filter.To is null || letter.FailedAt < filter.To);
}
