namespace Pintle.DestinationKit.Lookups;

/// <summary>Remembered answers of one look-up: bounded, each with its end, and one request at a time per key.</summary>
internal sealed class LookupCache<T>(Lookup<T> lookup, TimeProvider clock)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];

    // Oldest first.
    private readonly LinkedList<Entry> _byAge = new();

    public Task<T?> GetAsync(string key, Func<Task<T?>> ask)
    {
        Entry entry;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
            {
                if (known.Value.Ends > clock.GetUtcNow())
                {
                    return known.Value.Answer.Task;
                }

                Remove(known);
            }

            entry = new Entry(key);
            _entries[key] = _byAge.AddLast(entry);
            while (_entries.Count > lookup.MaxEntries)
            {
                Remove(_byAge.First!);
            }
        }

        _ = FillAsync(entry, ask);
        return entry.Answer.Task;
    }

    public void Forget(string key)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
            {
                Remove(known);
            }
        }
    }

    private async Task FillAsync(Entry entry, Func<Task<T?>> ask)
    {
        try
        {
            var found = await ask();
            entry.Ends = clock.GetUtcNow() + (found is null ? lookup.NegativeTtl : lookup.Ttl);
            entry.Answer.SetResult(found);
        }
#pragma warning disable CA1031 // whatever it is, it is every waiting event's failure
        catch (Exception failure)
        {
            ForgetOnly(entry);
            entry.Answer.SetException(failure);
        }
#pragma warning restore CA1031
    }

    private void ForgetOnly(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.Key, out var known) && known.Value == entry)
            {
                Remove(known);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byAge.Remove(node);
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public TaskCompletionSource<T?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Never, while the request is on its way.</summary>
        public DateTimeOffset Ends { get; set; } = DateTimeOffset.MaxValue;
    }
}
