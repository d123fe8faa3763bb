using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Pool;

/// <summary>Takes a batch apart.</summary>
internal static class BatchHalves
{
    public static (UserBatch First, UserBatch Second) Of(UserBatch batch)
    {
        var events = JsonElement.Parse(batch.Events.Span, new JsonDocumentOptions { MaxDepth = 1_024 });
        var middle = batch.Count / 2;
        return (Part(batch, events, 0, middle), Part(batch, events, middle, batch.Count));
    }

    private static UserBatch Part(UserBatch batch, JsonElement events, int from, int to)
    {
        var text = new ArrayBufferWriter<byte>(batch.Events.Length);
        text.Write("["u8);
        for (var i = from; i < to; i++)
        {
            text.Write(i == from ? ""u8 : ","u8);
            text.Write(JsonMarshal.GetRawUtf8Value(events[i]));
        }

        text.Write("]"u8);
        return batch with { Events = text.WrittenMemory, Count = to - from };
    }
}
