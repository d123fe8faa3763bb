using System.Buffers;
using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.Store.Segments;

namespace Pintle.Router.Parking;

/// <summary>What user code has made of a parked event and has not ended yet: the code does not run again.</summary>
/// <param name="Json">A list of events; the first is the one that failed.</param>
/// <param name="Ended">The worst end of those before; null when there were none.</param>
internal sealed record KeptOutputs(ReadOnlyMemory<byte> Json, Verdict? Ended)
{
    // More than this is not kept beside every event that fails: the code runs again.
    private const int Most = 1 << 20;

    /// <summary>Null when there is nothing to keep, or too much.</summary>
    public static KeptOutputs? Of(Queue<JsonElement>? outputs, Verdict? ended)
    {
        if (outputs is null)
        {
            return null;
        }

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true, MaxDepth = 1_100 }))
        {
            writer.WriteStartArray();
            foreach (var output in outputs)
            {
                output.WriteTo(writer);
                if (writer.BytesCommitted + writer.BytesPending > Most)
                {
                    return null;
                }
            }

            writer.WriteEndArray();
        }

        return new KeptOutputs(json.WrittenMemory.ToArray(), ended);
    }

    public Queue<JsonElement> ToOutputs() => new(JsonElement.Parse(Json.Span, new JsonDocumentOptions { MaxDepth = 1_100 }).EnumerateArray());

    public void Write(ByteWriter to)
    {
        to.Block(Json.Span);
        to.Varint(Ended is null ? 0 : (long)Ended.Kind + 1);
        if (Ended is not null)
        {
            to.Varint(Ended.StatusCode);
            to.Text(Ended.Reason);
            to.Text(Ended.Message);
        }
    }

    public static KeptOutputs Read(ref ByteReader from)
    {
        var json = from.Block().ToArray();
        return new KeptOutputs(json, from.Int() is > 0 and var kind ? new Verdict((VerdictKind)(kind - 1), from.Int(), from.Text(), from.Text()) : null);
    }
}
