using System.Globalization;

namespace Pintle.DestinationKit.Json;

/// <summary>Flattens nested objects: <c>a.b</c>, <c>a[0]</c>. Empty objects and arrays stay as values.</summary>
public static class JsonFlatten
{
    /// <summary>An object with the flattened members of another.</summary>
    /// <param name="value">Any object or array; anything else gives an empty object.</param>
    /// <param name="separator">Between names.</param>
    /// <param name="keepArrays">Arrays stay as values.</param>
    public static JsObject Flat(JsValue value, string separator = ".", bool keepArrays = false)
    {
        var flat = new JsObject();
        Add(flat, null, value, separator, keepArrays);
        return flat;
    }

    private static void Add(JsObject flat, string? path, JsValue value, string separator, bool keepArrays)
    {
        if (value.IsObject && !value.IsEmpty)
        {
            foreach (var (name, inner) in value.Members)
            {
                Add(flat, path is null ? name : $"{path}{separator}{name}", inner, separator, keepArrays);
            }
        }
        else if (value.Length > 0 && !keepArrays)
        {
            var place = 0;
            foreach (var item in value.Items)
            {
                Add(flat, string.Create(CultureInfo.InvariantCulture, $"{path}[{place++}]"), item, separator, keepArrays);
            }
        }
        else if (path is not null)
        {
            flat[path] = value;
        }
    }
}
