using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>The members of an object, wherever it comes from; enumerated without allocating but for names of the event.</summary>
public readonly struct JsMembers
{
    private readonly JsObject? _made;
    private readonly JsonElement _element;

    internal JsMembers(JsObject? made, JsonElement element)
    {
        _made = made;
        _element = element;
    }

    /// <summary>How many there are; members of the event that share a name each count.</summary>
    public int Count => _made?.Count ?? (_element.ValueKind == JsonValueKind.Object ? _element.GetPropertyCount() : 0);

    public Enumerator GetEnumerator() => new(_made, _element);

    /// <summary>As a list, for queries.</summary>
    public List<KeyValuePair<string, JsValue>> ToList()
    {
        var list = new List<KeyValuePair<string, JsValue>>(Count);
        foreach (var member in this)
        {
            list.Add(member);
        }

        return list;
    }

    public struct Enumerator
    {
        private readonly JsObject? _made;
        private JsonElement.ObjectEnumerator _members;
        private int _at;

        internal Enumerator(JsObject? made, JsonElement element)
        {
            _made = made;
            _members = made is null && element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;
        }

        public readonly KeyValuePair<string, JsValue> Current =>
            _made is null ? new(_members.Current.Name, _members.Current.Value) : _made.At(_at - 1);

        public bool MoveNext() => _made is null ? _members.MoveNext() : _at++ < _made.Count;
    }
}
