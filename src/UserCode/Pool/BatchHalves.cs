using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.Events;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Pool;

/// <summary>Takes a batch apart.</summary>
internal static class BatchHalves
{
    public static (UserBatch First, UserBatch Second) Of(UserBatch batch)
    {
        var middle = batch.Count / 2;
        var (messages, metadata) = (Parse(batch.Events.Messages), Parse(batch.Events.Metadata));
        return (Part(0, middle), Part(middle, batch.Count));

        UserBatch Part(int from, int to) => batch with
        {
            Events = EventTexts.Write(to - from, (i, message, known) =>
            {
                message.WriteRawValue(JsonMarshal.GetRawUtf8Value(messages[from + i]), skipInputValidation: true);
                known.WriteRawValue(JsonMarshal.GetRawUtf8Value(metadata[from + i]), skipInputValidation: true);
            }),
        };
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> list) => JsonElement.Parse(list.Span, new JsonDocumentOptions { MaxDepth = 1_024 });
}
