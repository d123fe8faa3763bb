namespace Pintle.Store.DeadLetters;

/// <summary>Walks along the index rows of one kind, a few rows at a time.</summary>
internal sealed class DeadLetterWalk
{
    private const int FewRows = 8;
    private const int ManyRows = 64;

    private readonly IDeadLetterRows _rows;
    private readonly DeadLetterKind _kind;
    private readonly DeadLetterFilter _filter;
    private readonly Queue<DeadIndexRow> _read;
    private bool _isAtEnd;

    private DeadLetterWalk(IDeadLetterRows rows, DeadLetterKind kind, DeadLetterFilter filter, IReadOnlyList<DeadIndexRow> first) =>
        (_rows, _kind, _filter, _read, _isAtEnd) = (rows, kind, filter, new(first), first.Count < FewRows);

    /// <summary>Where it stands; null at the end.</summary>
    public DeadIndexRow? Row => _read.TryPeek(out var row) ? row : null;

    /// <summary>A walk for each kind that a filter covers.</summary>
    public static async Task<List<DeadLetterWalk>> StartAsync(IDeadLetterRows rows, DeadLetterFilter filter, long fromBatch, CancellationToken ct) =>
        [.. (await rows.FirstRowsAsync(filter, fromBatch, FewRows, ct)).Select(k => new DeadLetterWalk(rows, k.Key, filter, k.Value))];

    /// <summary>The batch that comes next of all; null when all are at their end.</summary>
    public static long? Next(IEnumerable<DeadLetterWalk> walks, bool newestFirst)
    {
        var batches = walks.Select(w => w.Row?.Batch);
        return newestFirst ? batches.Max() : batches.Min();
    }

    public async Task GoOnAsync(CancellationToken ct)
    {
        var passed = _read.Dequeue();
        if (_read.Count > 0 || _isAtEnd)
        {
            return;
        }

        var page = await _rows.RowsAsync(_kind, _filter, _filter.NewestFirst ? passed.Batch - 1 : passed.Batch + 1, ManyRows, ct);
        _isAtEnd = page.Count < ManyRows;
        foreach (var row in page)
        {
            _read.Enqueue(row);
        }
    }
}
