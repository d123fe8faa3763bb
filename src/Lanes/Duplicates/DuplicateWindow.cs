using Pintle.Events;

namespace Pintle.Lanes.Duplicates;

/// <summary>
/// The message keys of the recent past: exact, bounded in time and entries. Keys lie in a ring in order of entry; a table of
/// ring places, open addressing, finds them: 24 bytes per key when full. Not thread-safe: each committer has its own.
/// </summary>
internal sealed class DuplicateWindow(TimeSpan length, int maxEntries)
{
    private const int SmallestRing = 512;

    private UInt128[] _ring = new UInt128[SmallestRing];

    // Place in the ring plus one; 0 = empty. Twice as long as the ring.
    private int[] _table = new int[SmallestRing * 2];
    private int _first;

    // When keys entered: how many at which time, oldest first. Keys of one commit share a time.
    private readonly Queue<Entered> _times = new();
    private Entered? _newest;

    public int Count { get; private set; }

    /// <summary>When the oldest remembered key entered; null when empty. The window's real length may be shorter than configured.</summary>
    public DateTimeOffset? Oldest => _times.TryPeek(out var oldest) ? DateTimeOffset.FromUnixTimeMilliseconds(oldest.At) : null;

    public bool Contains(MessageKey key) => _table[Slot(key.Hash)] != 0;

    /// <summary>Remembers a key; the oldest goes when the window is full.</summary>
    public void Add(MessageKey key, DateTimeOffset now)
    {
        if (Contains(key))
        {
            return;
        }

        if (Count == maxEntries)
        {
            RemoveOldest();
        }

        if (Count == _ring.Length)
        {
            Grow();
        }

        var place = Place(Count++);
        _ring[place] = key.Hash;
        _table[Slot(key.Hash)] = place + 1;
        Enter(now.ToUnixTimeMilliseconds());
    }

    /// <summary>Forgets what is older than the window.</summary>
    public void Expire(DateTimeOffset now)
    {
        var limit = (now - length).ToUnixTimeMilliseconds();
        while (_times.TryPeek(out var oldest) && oldest.At < limit)
        {
            RemoveOldest();
        }
    }

    private void Enter(long at)
    {
        if (_newest is null || _newest.At != at || _newest.Keys == 0)
        {
            _times.Enqueue(_newest = new Entered(at));
        }

        _newest.Keys++;
    }

    private void RemoveOldest()
    {
        RemoveFromTable(_ring[_first]);
        _first = Place(1);
        Count--;
        if (--_times.Peek().Keys == 0)
        {
            _times.Dequeue();
        }
    }

    private int Place(int index) => (_first + index) & (_ring.Length - 1);

    private void Grow()
    {
        var ring = new UInt128[_ring.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            ring[i] = _ring[Place(i)];
        }

        (_ring, _table, _first) = (ring, new int[ring.Length * 2], 0);
        for (var i = 0; i < Count; i++)
        {
            _table[Slot(ring[i])] = i + 1;
        }
    }

    /// <summary>Deletes by shifting later members of the run back, so that no tombstones pile up.</summary>
    private void RemoveFromTable(UInt128 key)
    {
        var mask = _table.Length - 1;
        var hole = Slot(key);
        for (var next = (hole + 1) & mask; _table[next] != 0; next = (next + 1) & mask)
        {
            if (((next - Home(_ring[_table[next] - 1])) & mask) >= ((next - hole) & mask))
            {
                _table[hole] = _table[next];
                hole = next;
            }
        }

        _table[hole] = 0;
    }

    /// <summary>Where the key is, or the empty slot where it belongs.</summary>
    private int Slot(UInt128 key)
    {
        var slot = Home(key);
        while (_table[slot] != 0 && _ring[_table[slot] - 1] != key)
        {
            slot = (slot + 1) & (_table.Length - 1);
        }

        return slot;
    }

    private int Home(UInt128 key) => (int)(ulong)key & (_table.Length - 1);

    private sealed class Entered(long at)
    {
        public long At { get; } = at;

        public int Keys { get; set; }
    }
}
