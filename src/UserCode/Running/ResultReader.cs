using System.Text.Json;

namespace Pintle.UserCode.Running;

/// <summary>Reads what the worker's runtime writes: <c>[[[input, output] or [input, null, error]…], [logs]]</c>.</summary>
internal static class ResultReader
{
    /// <param name="count">Events that went in.</param>
    /// <exception cref="InvalidDataException">It is something else. The process that wrote it ran code of people: it is not trusted.</exception>
    public static BatchResult Read(ReadOnlyMemory<byte> json, int count)
    {
        try
        {
            var root = JsonElement.Parse(json.Span, new JsonDocumentOptions { MaxDepth = 1_024 });
            var items = new List<BatchItem>(root[0].GetArrayLength());
            foreach (var item in root[0].EnumerateArray())
            {
                items.Add(Item(item, count));
            }

            return new BatchResult(items, [.. root[1].EnumerateArray().Select(l => l.GetString()!)]);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
    }

    private static BatchItem Item(JsonElement item, int count)
    {
        var input = item[0].GetInt32();
        var isOutput = item.GetArrayLength() == 2;
        return input < -1 || input >= count ? throw new InvalidDataException($"There is no event {input}.")
            : isOutput && item[1].ValueKind != JsonValueKind.Object ? new BatchItem(input, default, "TypeError: The output does not become a JSON object.")
            : isOutput ? new BatchItem(input, item[1], "")
            : new BatchItem(input, default, item[2].GetString() is { Length: > 0 } error ? error : throw new InvalidDataException("A failure has no reason."));
    }
}
