using System.Globalization;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>Looking into objects and arrays.</summary>
public readonly partial struct JsValue
{
    /// <summary>Items of an array; 0 for anything else.</summary>
    public int Length => _made is JsArray made ? made.Count
        : _made is null && _element.ValueKind == JsonValueKind.Array ? _element.GetArrayLength()
        : 0;

    /// <summary>Members of an object, in order; none for anything else.</summary>
    public JsMembers Members => new(_made as JsObject, _made is null && _element.ValueKind == JsonValueKind.Object ? _element : default);

    /// <summary>Items of an array; none for anything else.</summary>
    public JsItems Items => new(_made as JsArray, _made is null ? _element : default);

    /// <summary>A member; undefined when this is no object or has none of that name.</summary>
    public JsValue this[string name] => Member(name);

    /// <summary>An item; undefined when this is no array or is shorter.</summary>
    public JsValue this[int index] => (uint)index >= (uint)Length ? default : _made is JsArray made ? made[index] : _element[index];

    /// <summary>Does an object have the member, whatever its value?</summary>
    public bool Has(string name) => _made is JsObject made
        ? made.Has(name)
        : _made is null && _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out _);

    /// <summary>What lies at a dotted path (<c>context.traits.email</c>, <c>products.0.sku</c>); undefined when nothing does.</summary>
    public JsValue Find(ReadOnlySpan<char> path)
    {
        var at = this;
        while (true)
        {
            var dot = path.IndexOf('.');
            var name = dot < 0 ? path : path[..dot];
            at = at.Member(name);
            if (dot < 0 || at.IsUndefined)
            {
                return at;
            }

            path = path[(dot + 1)..];
        }
    }

    /// <summary>The first of several paths at which something <see cref="IsPresent"/>.</summary>
    public JsValue First(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (Find(path) is { IsPresent: true } found)
            {
                return found;
            }
        }

        return default;
    }

    /// <summary>An object of one's own with the same members, sharing their values; an empty one when this is no object.</summary>
    public JsObject ToObject()
    {
        var copy = new JsObject();
        copy.AddAll(this);
        return copy;
    }

    /// <summary>An array of one's own with the same items; an empty one when this is no array.</summary>
    public JsArray ToArray() => [.. Items];

    /// <summary>A piece of the event, as it came.</summary>
    internal bool IsOfEvent => _made is null;

    internal JsObject? AsObject() => _made as JsObject;

    internal JsArray? AsArray() => _made as JsArray;

    internal JsValue Member(ReadOnlySpan<char> name) => _made is null && _element.ValueKind == JsonValueKind.Object
        ? _element.TryGetProperty(name, out var value) ? value : default(JsValue)
        : OtherMember(name);

    /// <summary>The same, by a name that is UTF-8 already.</summary>
    internal JsValue Member(string name, ReadOnlySpan<byte> utf8) => _made is null && _element.ValueKind == JsonValueKind.Object
        ? _element.TryGetProperty(utf8, out var value) ? value : default(JsValue)
        : OtherMember(name);

    private JsValue OtherMember(ReadOnlySpan<char> name)
    {
        if (_made is JsObject made)
        {
            return made.Get(name);
        }

        return Length > 0 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? this[index] : default;
    }

    private static JsKind KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => JsKind.Object,
        JsonValueKind.Array => JsKind.Array,
        JsonValueKind.String => JsKind.Text,
        JsonValueKind.Number => JsKind.Number,
        JsonValueKind.True or JsonValueKind.False => JsKind.Boolean,
        JsonValueKind.Null => JsKind.Null,
        _ => JsKind.Undefined,
    };

    internal static string Index(int index) => index.ToString(CultureInfo.InvariantCulture);
}
