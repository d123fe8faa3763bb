using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>Two elements are the same when they are written the same, byte for byte; undefined ones are.</summary>
public sealed class RawJsonComparer : IEqualityComparer<JsonElement>
{
    public static readonly RawJsonComparer Instance = new();

    public bool Equals(JsonElement x, JsonElement y) => Raw(x).SequenceEqual(Raw(y));

    public int GetHashCode(JsonElement obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(Raw(obj));
        return hash.ToHashCode();
    }

    private static ReadOnlySpan<byte> Raw(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? default : JsonMarshal.GetRawUtf8Value(element);
}
