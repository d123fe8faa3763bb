namespace Pintle.Lanes.Tail;

/// <summary>
/// The last few pages read from the store. A page serves every sequence it spans; one that is being read is shared by all who
/// ask for where it starts. Only the newest are kept alive: an older one is there as long as a consumer has it in hand, so
/// that the garbage of a backlog dies young.
/// </summary>
public sealed class ReadCache(int capacity)
{
    private const int KeptAlive = 2;

    private readonly Lock _gate = new();
    private readonly LinkedList<Page> _pages = new();

    /// <summary>The segments of a shard from a sequence on, from a page at hand or read with <paramref name="read"/>.</summary>
    public async Task<LogPage> GetAsync(int shard, long sequence, Func<Task<LogPage>> read)
    {
        (long From, Task<LogPage> Content) found;
        lock (_gate)
        {
            found = Find(shard, sequence) ?? Add(shard, sequence, read());
        }

        var content = await found.Content;
        return found.From == sequence
            ? content
            : content with { Segments = [.. content.Segments.SkipWhile(s => s.Sequence < sequence)] };
    }

    private (long From, Task<LogPage> Content)? Find(int shard, long sequence)
    {
        for (var node = _pages.First; node is not null; node = node.Next)
        {
            if (node.Value.For(shard, sequence) is { } content)
            {
                _pages.Remove(node);
                _pages.AddFirst(node);
                return (node.Value.From, content);
            }
        }

        return null;
    }

    private (long From, Task<LogPage> Content) Add(int shard, long sequence, Task<LogPage> content)
    {
        _pages.AddFirst(new Page(shard, sequence, content));
        if (_pages.Count > capacity)
        {
            _pages.RemoveLast();
        }

        foreach (var old in _pages.Skip(KeptAlive))
        {
            old.Loosen();
        }

        return (sequence, content);
    }

    private sealed class Page(int shard, long from, Task<LogPage> reading)
    {
        private Task<LogPage>? _reading = reading;
        private WeakReference<LogPage>? _read;

        public long From => from;

        /// <summary>The content when it serves the sequence; null when it doesn't or is gone.</summary>
        public Task<LogPage>? For(int wantedShard, long sequence)
        {
            if (wantedShard != shard || sequence < from)
            {
                return null;
            }

            if (_reading is { IsCompleted: false } running)
            {
                return sequence == from ? running : null;
            }

            // A failed read and the end of the log are not worth remembering.
            return Read() is { Segments.Count: > 0 } page && sequence < page.Next ? Task.FromResult(page) : null;
        }

        public void Loosen()
        {
            if (_reading is { IsCompleted: true } && Read() is { } page)
            {
                (_reading, _read) = (null, new WeakReference<LogPage>(page));
            }
        }

        private LogPage? Read() =>
            _reading is null
                ? _read!.TryGetTarget(out var loose) ? loose : null
                : _reading.IsCompletedSuccessfully ? _reading.Result : null;
    }
}
