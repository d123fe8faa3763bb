using Pintle.Events;

namespace Pintle.Lanes.Duplicates;

/// <summary>
/// The message keys of the recent past: exact, bounded in time and entries. Open addressing over 16-byte keys and a ring
/// in order of entry: about 45 bytes per key. Not thread-safe: each committer has its own.
/// </summary>
internal sealed class DuplicateWindow(TimeSpan length, int maxEntries)
{
    private const int SmallestTable = 1024;

    private UInt128[] _table = new UInt128[SmallestTable];
    private Entry[] _ring = new Entry[SmallestTable / 2];
    private int _first;

    public int Count { get; private set; }

    /// <summary>When the oldest remembered key entered; null when empty. The window's real length may be shorter than configured.</summary>
    public DateTimeOffset? Oldest => Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_ring[_first].EnteredAt);

    public bool Contains(MessageKey key) => _table[Slot(_table, Stored(key))] != UInt128.Zero;

    /// <summary>Remembers a key; the oldest goes when the window is full.</summary>
    public void Add(MessageKey key, DateTimeOffset now)
    {
        var value = Stored(key);
        if (_table[Slot(_table, value)] != UInt128.Zero)
        {
            return;
        }

        if (Count == maxEntries)
        {
            RemoveOldest();
        }

        Grow();
        _table[Slot(_table, value)] = value;
        _ring[(_first + Count) % _ring.Length] = new Entry(value, now.ToUnixTimeMilliseconds());
        Count++;
    }

    /// <summary>Forgets what is older than the window.</summary>
    public void Expire(DateTimeOffset now)
    {
        var limit = (now - length).ToUnixTimeMilliseconds();
        while (Count > 0 && _ring[_first].EnteredAt < limit)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        Remove(_ring[_first].Key);
        _first = (_first + 1) % _ring.Length;
        Count--;
    }

    private void Grow()
    {
        if (Count < _ring.Length)
        {
            return;
        }

        var ring = new Entry[_ring.Length * 2];
        var table = new UInt128[ring.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            ring[i] = _ring[(_first + i) % _ring.Length];
            table[Slot(table, ring[i].Key)] = ring[i].Key;
        }

        (_ring, _table, _first) = (ring, table, 0);
    }

    /// <summary>Deletes by shifting later members of the run back, so that no tombstones pile up.</summary>
    private void Remove(UInt128 key)
    {
        var mask = _table.Length - 1;
        var hole = Slot(_table, key);
        for (var next = (hole + 1) & mask; _table[next] != UInt128.Zero; next = (next + 1) & mask)
        {
            var home = (int)(ulong)_table[next] & mask;
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _table[hole] = _table[next];
                hole = next;
            }
        }

        _table[hole] = UInt128.Zero;
    }

    /// <summary>Where the key is, or the empty slot where it belongs.</summary>
    private static int Slot(UInt128[] table, UInt128 key)
    {
        var mask = table.Length - 1;
        var slot = (int)(ulong)key & mask;
        while (table[slot] != UInt128.Zero && table[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    // Zero marks an empty slot.
    private static UInt128 Stored(MessageKey key) => key.Hash == UInt128.Zero ? UInt128.One : key.Hash;

    private readonly record struct Entry(UInt128 Key, long EnteredAt);
}
