using System.Numerics;
using Pintle.Store.Segments;

namespace Pintle.Router.Progress;

/// <summary>
/// A consumer's place in one lane: the lowest offset that is not done, and which ones above it are. Parked events count as
/// done here: their own record remembers them.
/// </summary>
internal sealed class LaneProgress
{
    private const int WordBits = 64;

    // A ring of bits; bit 0 of word _first stands for _base, a multiple of 64 at or below the cursor.
    private ulong[] _words = new ulong[4];
    private int _first;
    private long _base;

    public LaneProgress(long cursor)
    {
        Cursor = cursor;
        Highest = cursor;
        _base = cursor / WordBits * WordBits;
    }

    /// <summary>Every offset below is done.</summary>
    public long Cursor { get; private set; }

    /// <summary>One above the highest done offset, or the cursor.</summary>
    public long Highest { get; private set; }

    /// <summary>How far done offsets reach above the cursor.</summary>
    public long Ahead => Highest - Cursor;

    /// <summary>Done offsets above the cursor.</summary>
    public long DoneAhead => Ranges().Sum(r => r.Count);

    public bool IsDone(long offset) =>
        offset < Cursor || (offset < Highest && (Word(offset) & (1UL << (int)(offset % WordBits))) != 0);

    public void MarkDone(long offset)
    {
        if (IsDone(offset))
        {
            return;
        }

        EnsureRoom(offset);
        Word(offset) |= 1UL << (int)(offset % WordBits);
        Highest = Math.Max(Highest, offset + 1);
        if (offset == Cursor)
        {
            Advance();
        }
    }

    /// <summary>Marks a stretch. Cheap, however long, when it begins at the cursor and nothing above is done.</summary>
    public void MarkDone(long from, long to)
    {
        if (from <= Cursor && Ahead == 0 && to > Cursor)
        {
            Array.Clear(_words);
            (Cursor, Highest, _base) = (to, to, to / WordBits * WordBits);
            return;
        }

        for (var offset = from; offset < to; offset++)
        {
            MarkDone(offset);
        }
    }

    public void Write(ByteWriter to)
    {
        to.Varint(Cursor);
        var ranges = Ranges().ToList();
        to.Varint(ranges.Count);
        var last = Cursor;
        foreach (var (from, count) in ranges)
        {
            to.Varint(from - last);
            to.Varint(count);
            last = from + count;
        }
    }

    public static LaneProgress Read(ref ByteReader from)
    {
        var progress = new LaneProgress(from.Long());
        var last = progress.Cursor;
        for (var left = from.Int(); left > 0; left--)
        {
            last += from.Long();
            for (var count = from.Long(); count > 0; count--)
            {
                progress.MarkDone(last++);
            }
        }

        return progress;
    }

    private IEnumerable<(long From, long Count)> Ranges()
    {
        var offset = Cursor;
        while (offset < Highest)
        {
            var from = Next(offset, done: true);
            if (from >= Highest)
            {
                yield break;
            }

            offset = Math.Min(Next(from, done: false), Highest);
            yield return (from, offset - from);
        }
    }

    /// <summary>The first offset from here on whose state is as asked.</summary>
    private long Next(long offset, bool done)
    {
        while (offset < Highest)
        {
            var word = Word(offset);
            var wanted = (done ? word : ~word) >> (int)(offset % WordBits);
            if (wanted != 0)
            {
                return offset + BitOperations.TrailingZeroCount(wanted);
            }

            offset = (offset / WordBits * WordBits) + WordBits;
        }

        return offset;
    }

    private void Advance()
    {
        Cursor = Math.Min(Next(Cursor, done: false), Highest);
        while (Cursor - _base >= WordBits)
        {
            _words[_first] = 0;
            _first = (_first + 1) & (_words.Length - 1);
            _base += WordBits;
        }
    }

    private ref ulong Word(long offset) => ref _words[(_first + (int)((offset - _base) / WordBits)) & (_words.Length - 1)];

    private void EnsureRoom(long offset)
    {
        var needed = ((offset - _base) / WordBits) + 1;
        if (needed <= _words.Length)
        {
            return;
        }

        var larger = new ulong[BitOperations.RoundUpToPowerOf2((uint)needed)];
        for (var i = 0; i < _words.Length; i++)
        {
            larger[i] = _words[(_first + i) & (_words.Length - 1)];
        }

        (_words, _first) = (larger, 0);
    }
}
