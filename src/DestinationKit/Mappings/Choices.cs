using System.Collections;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Mappings;

/// <summary>A vendor's values and what events say for them: <c>{ "PURCHASE", "purchase", "order" }</c>. Exact spelling.</summary>
public sealed class Choices : IEnumerable<string>
{
    private readonly Dictionary<string, JsValue> _byWord = [];

    /// <summary>A value of the vendor and the words that mean it.</summary>
    public void Add(JsValue chosen, params string[] words)
    {
        foreach (var word in words)
        {
            _byWord.TryAdd(word, chosen);
        }
    }

    /// <summary>The vendor's value; undefined when the word is not listed.</summary>
    public JsValue Of(JsValue word) => word.ToText() is { } text ? _byWord.GetValueOrDefault(text) : default;

    public IEnumerator<string> GetEnumerator() => _byWord.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", _byWord.Keys);
}
