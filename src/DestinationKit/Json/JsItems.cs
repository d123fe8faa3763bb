using System.Collections;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>The items of an array, wherever it comes from; enumerated without allocating.</summary>
public readonly struct JsItems : IEnumerable<JsValue>
{
    private readonly JsArray? _made;
    private readonly JsonElement _element;

    internal JsItems(JsArray? made, JsonElement element)
    {
        _made = made;
        _element = element;
    }

    public Enumerator GetEnumerator() => new(_made, _element);

    IEnumerator<JsValue> IEnumerable<JsValue>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator : IEnumerator<JsValue>
    {
        private readonly JsArray? _made;
        private JsonElement.ArrayEnumerator _items;
        private int _at;

        internal Enumerator(JsArray? made, JsonElement element)
        {
            _made = made;
            _items = element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default;
        }

        public readonly JsValue Current => _made is null ? _items.Current : _made[_at - 1];

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => _made is null ? _items.MoveNext() : _at++ < _made.Count;

        void IEnumerator.Reset() => throw new NotSupportedException();

        public readonly void Dispose()
        {
        }
    }
}
