namespace Pintle.Store.DeadLetters;

/// <summary>Browses the dead letters of all shards.</summary>
internal abstract class DeadLetterShelves(IReadOnlyList<IDeadLetterRows> shards) : IDeadLetterReader
{
    private readonly IReadOnlyList<DeadLetterShelf> _shelves = [.. shards.Select((rows, shard) => new DeadLetterShelf(shard, rows))];

    public abstract Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterFilter filter, CancellationToken ct);

    public async Task<DeadLetterPage> PageAsync(DeadLetterFilter filter, string? after, int limit, CancellationToken ct)
    {
        var place = after is null ? DeadLetterPlace.StartOf(0, filter.NewestFirst) : DeadLetterPlace.Parse(after);
        var letters = new List<StoredDeadLetter>();
        while (letters.Count < limit && place.Shard < _shelves.Count)
        {
            letters.AddRange(await _shelves[place.Shard].PageAsync(filter, place, limit - letters.Count, ct));
            place = DeadLetterPlace.StartOf(place.Shard + 1, filter.NewestFirst);
        }

        return new DeadLetterPage(letters, letters.Count < limit ? null : $"{new DeadLetterPlace(letters[^1].Ref.Shard, letters[^1].Ref.Batch, letters[^1].Ref.Index)}");
    }

    public async Task<IReadOnlyList<StoredDeadLetter>> FindAsync(IReadOnlyCollection<DeadLetterRef> places, CancellationToken ct)
    {
        var found = new List<StoredDeadLetter>();
        foreach (var (shelf, ofShard) in ByShelf(places))
        {
            found.AddRange(await shelf.FindAsync(ofShard, ct));
        }

        return found;
    }

    public async Task<long> DropAsync(DeadLetterFilter filter, CancellationToken ct)
    {
        var dropped = 0L;
        foreach (var shelf in _shelves)
        {
            dropped += await shelf.DropAsync(filter, ct);
        }

        return dropped;
    }

    public async Task<long> DropAsync(IReadOnlyCollection<DeadLetterRef> places, CancellationToken ct)
    {
        var dropped = 0L;
        foreach (var (shelf, ofShard) in ByShelf(places))
        {
            dropped += await shelf.DropAsync(ofShard, ct);
        }

        return dropped;
    }

    public async Task<long> ExpireAsync(DateTimeOffset olderThan, long maxBytes, CancellationToken ct)
    {
        var expired = 0L;
        foreach (var shelf in _shelves)
        {
            expired += await shelf.ExpireAsync(olderThan, maxBytes / _shelves.Count, ct);
        }

        return expired;
    }

    private IEnumerable<(DeadLetterShelf Shelf, IEnumerable<DeadLetterRef> Places)> ByShelf(IEnumerable<DeadLetterRef> places) =>
        places.Where(p => p.Shard >= 0 && p.Shard < _shelves.Count).GroupBy(p => p.Shard).Select(g => (_shelves[g.Key], g.AsEnumerable()));
}
