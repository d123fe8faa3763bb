using System.Text.Json;

namespace Pintle.Processor;

/// <summary>Reads text out of events. Text with a lone surrogate counts as absent: it can't be a name, an id or an address.</summary>
internal static class JsonText
{
    public static string? Read(JsonElement from, ReadOnlySpan<byte> name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? Of(value) : null;

    public static string? Of(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
