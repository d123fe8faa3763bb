using System.Text.Json;

namespace Pintle.UserCode.Running;

/// <summary>Reads what the worker's runtime writes: <c>[[[input, output] or [input, null, error]…], [logs]]</c>.</summary>
internal static class ResultReader
{
    public static BatchResult Read(ReadOnlyMemory<byte> json)
    {
        var root = JsonElement.Parse(json.Span, new JsonDocumentOptions { MaxDepth = 1_024 });
        var items = new List<BatchItem>(root[0].GetArrayLength());
        foreach (var item in root[0].EnumerateArray())
        {
            items.Add(item.GetArrayLength() == 2
                ? new BatchItem(item[0].GetInt32(), item[1], "")
                : new BatchItem(item[0].GetInt32(), default, item[2].GetString()!));
        }

        return new BatchResult(items, [.. root[1].EnumerateArray().Select(l => l.GetString()!)]);
    }
}
