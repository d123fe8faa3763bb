namespace Pintle.DestinationKit.Json;

/// <summary>Where the members are: an array in their order, with an index beside it once they are many.</summary>
public sealed partial class JsObject
{
    private const int IndexedFrom = 24;
    private const int Smallest = 4;

    // Room that an object of this thread has grown out of, for the next: most objects begin small.
    [ThreadStatic]
    private static KeyValuePair<string, JsValue>[]? _spare;

    private KeyValuePair<string, JsValue>[] _members = [];
    private Dictionary<string, int>? _index;

    internal KeyValuePair<string, JsValue> At(int index) => _members[index];

    internal JsValue Get(ReadOnlySpan<char> name) => IndexOf(name) is >= 0 and var at ? _members[at].Value : default;

    private void Set(string name, JsValue value)
    {
        var at = IndexOf(name);
        if (value.IsUndefined)
        {
            if (at >= 0)
            {
                Remove(name);
            }

            return;
        }

        if (at >= 0)
        {
            _members[at] = new(name, value);
            return;
        }

        if (Count == _members.Length)
        {
            Reserve(Math.Max(Smallest, Count));
        }

        _members[Count] = new(name, value);
        _index?.Add(name, Count);
        Count++;
    }

    // Room for so many more.
    private void Reserve(int more)
    {
        var (outgrown, size) = (_members, Count + more);
        if (size <= outgrown.Length)
        {
            return;
        }

        if (size == Smallest && Count == 0 && _spare is { } spare)
        {
            (_members, _spare) = (spare, null);
            return;
        }

        Array.Resize(ref _members, size);
        if (outgrown.Length == Smallest)
        {
            Array.Clear(outgrown);
            _spare = outgrown;
        }
    }

    private int IndexOf(ReadOnlySpan<char> name)
    {
        if (Count > IndexedFrom)
        {
            return (_index ??= Indexed()).GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var at) ? at : -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (name.SequenceEqual(_members[i].Key))
            {
                return i;
            }
        }

        return -1;
    }

    private Dictionary<string, int> Indexed()
    {
        var index = new Dictionary<string, int>(Count * 2);
        for (var i = 0; i < Count; i++)
        {
            index.Add(_members[i].Key, i);
        }

        return index;
    }
}
