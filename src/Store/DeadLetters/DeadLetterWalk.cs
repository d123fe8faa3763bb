namespace Pintle.Store.DeadLetters;

/// <summary>Walks along the index rows of one kind, a few rows at a time.</summary>
internal sealed class DeadLetterWalk
{
    private const int FewRows = 4;
    private const int ManyRows = 64;

    private readonly IDeadLetterRows _rows;
    private readonly DeadLetterKind _kind;
    private readonly DeadLetterFilter _filter;
    private readonly Queue<DeadIndexRow> _read = new();
    private int _asked;

    private DeadLetterWalk(IDeadLetterRows rows, DeadLetterKind kind, DeadLetterFilter filter) => (_rows, _kind, _filter) = (rows, kind, filter);

    /// <summary>Where it stands; null at the end.</summary>
    public DeadIndexRow? Row => _read.TryPeek(out var row) ? row : null;

    public static async Task<DeadLetterWalk> StartAsync(IDeadLetterRows rows, DeadLetterKind kind, DeadLetterFilter filter, long fromBatch, CancellationToken ct)
    {
        var walk = new DeadLetterWalk(rows, kind, filter);
        await walk.ReadAsync(fromBatch, FewRows, ct);
        return walk;
    }

    /// <summary>The batch that comes next of all; null when all are at their end.</summary>
    public static long? Next(IEnumerable<DeadLetterWalk> walks, bool newestFirst)
    {
        var batches = walks.Select(w => w.Row?.Batch).OfType<long>();
        return newestFirst ? batches.Select(b => (long?)b).Max() : batches.Select(b => (long?)b).Min();
    }

    public async Task GoOnAsync(CancellationToken ct)
    {
        var passed = _read.Dequeue();
        if (_read.Count == 0 && _asked > 0)
        {
            await ReadAsync(_filter.NewestFirst ? passed.Batch - 1 : passed.Batch + 1, ManyRows, ct);
        }
    }

    private async Task ReadAsync(long fromBatch, int limit, CancellationToken ct)
    {
        var page = await _rows.RowsAsync(_kind, _filter, fromBatch, limit, ct);
        _asked = page.Count == limit ? limit : 0;
        foreach (var row in page)
        {
            _read.Enqueue(row);
        }
    }
}
