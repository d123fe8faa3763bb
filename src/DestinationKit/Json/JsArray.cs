using System.Collections;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>An array that a destination makes. Undefined items are written as null. Not thread-safe.</summary>
public sealed class JsArray : IEnumerable<JsValue>
{
    private readonly List<JsValue> _items = [];

    public int Count => _items.Count;

    public JsValue this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <summary>An array of these.</summary>
    public static JsArray Of(IEnumerable<JsValue> items)
    {
        var array = new JsArray();
        array._items.AddRange(items);
        return array;
    }

    public void Add(JsValue item) => _items.Add(item);

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        for (var i = 0; i < _items.Count; i++)
        {
            _items[i].WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    public IEnumerator<JsValue> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
