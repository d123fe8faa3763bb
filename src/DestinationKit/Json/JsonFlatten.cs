using System.Globalization;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>Flattens nested objects: <c>a.b</c>, <c>a[0]</c>. Empty objects and arrays stay as values.</summary>
public static class JsonFlatten
{
    public static List<KeyValuePair<string, JsonElement>> Flatten(JsonElement value)
    {
        var flat = new List<KeyValuePair<string, JsonElement>>();
        Add(flat, "", value);
        return flat;
    }

    private static void Add(List<KeyValuePair<string, JsonElement>> flat, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (var member in value.EnumerateObject())
                {
                    Add(flat, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Add(flat, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), item);
                }

                break;
            default:
                if (path.Length > 0)
                {
                    flat.Add(new(path, value));
                }

                break;
        }
    }
}
