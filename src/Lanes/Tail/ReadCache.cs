namespace Pintle.Lanes.Tail;

/// <summary>The last few pages read from the store, by where they start; a page being read is shared by all who ask for it.</summary>
internal sealed class ReadCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Shard, long Sequence), Task<LogPage>> _pages = [];
    private readonly Queue<(int Shard, long Sequence)> _order = new();

    public Task<LogPage> GetAsync((int Shard, long Sequence) from, Func<Task<LogPage>> read)
    {
        lock (_gate)
        {
            if (_pages.TryGetValue(from, out var known) && !known.IsFaulted && !known.IsCanceled && !IsEmpty(known))
            {
                return known;
            }

            var page = read();
            if (_pages.TryAdd(from, page))
            {
                _order.Enqueue(from);
            }
            else
            {
                _pages[from] = page;
            }

            while (_order.Count > capacity)
            {
                _pages.Remove(_order.Dequeue());
            }

            return page;
        }
    }

    // The end of the log is not worth remembering: the next look may find more.
    private static bool IsEmpty(Task<LogPage> page) => page.IsCompletedSuccessfully && page.Result.Segments.Count == 0;
}
