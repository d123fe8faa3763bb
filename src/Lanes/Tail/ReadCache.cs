namespace Pintle.Lanes.Tail;

/// <summary>
/// The last few pages read from the store. A page serves every sequence it spans; one that is being read is shared by all who
/// ask for where it starts.
/// </summary>
public sealed class ReadCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Page> _pages = new();

    /// <summary>The segments of a shard from a sequence on, from a page at hand or read with <paramref name="read"/>.</summary>
    public async Task<LogPage> GetAsync(int shard, long sequence, Func<Task<LogPage>> read)
    {
        Page page;
        lock (_gate)
        {
            page = Find(shard, sequence) ?? Add(shard, sequence, read);
        }

        var content = await page.Content;
        return page.From == sequence
            ? content
            : content with { Segments = [.. content.Segments.SkipWhile(s => s.Sequence < sequence)] };
    }

    private Page? Find(int shard, long sequence)
    {
        for (var node = _pages.First; node is not null; node = node.Next)
        {
            if (node.Value.Serves(shard, sequence))
            {
                _pages.Remove(node);
                _pages.AddFirst(node);
                return node.Value;
            }
        }

        return null;
    }

    private Page Add(int shard, long sequence, Func<Task<LogPage>> read)
    {
        var page = new Page(shard, sequence, read());
        _pages.AddFirst(page);
        if (_pages.Count > capacity)
        {
            _pages.RemoveLast();
        }

        return page;
    }

    private sealed record Page(int Shard, long From, Task<LogPage> Content)
    {
        // A failed read and the end of the log are not worth remembering.
        public bool Serves(int shard, long sequence) =>
            shard == Shard && (Content.IsCompletedSuccessfully
                ? Content.Result.Segments.Count > 0 && sequence >= From && sequence < Content.Result.Next
                : !Content.IsCompleted && sequence == From);
    }
}
