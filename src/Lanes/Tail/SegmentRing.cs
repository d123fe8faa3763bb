namespace Pintle.Lanes.Tail;

/// <summary>A growing ring of segments in order of sequence, searched by halving.</summary>
internal sealed class SegmentRing
{
    private TailSegment[] _items = new TailSegment[64];
    private int _first;

    public int Count { get; private set; }

    public TailSegment this[int index] => _items[(_first + index) & (_items.Length - 1)];

    public void Add(TailSegment segment)
    {
        if (Count == _items.Length)
        {
            var larger = new TailSegment[Count * 2];
            for (var i = 0; i < Count; i++)
            {
                larger[i] = this[i];
            }

            (_items, _first) = (larger, 0);
        }

        _items[(_first + Count++) & (_items.Length - 1)] = segment;
    }

    public TailSegment RemoveFirst()
    {
        var first = _items[_first];
        _items[_first] = null!;
        _first = (_first + 1) & (_items.Length - 1);
        Count--;
        return first;
    }

    /// <summary>Index of the first segment with at least this sequence; <see cref="Count"/> when there is none.</summary>
    public int IndexOf(long sequence)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = this[middle].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
