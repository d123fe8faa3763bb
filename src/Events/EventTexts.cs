using System.Buffers;
using System.Text.Json;

namespace Pintle.Events;

/// <summary>Events and what is known of each, as two lists: who has no use for the second need not read it.</summary>
/// <param name="Messages">UTF-8 JSON: a list of the events.</param>
/// <param name="Metadata">UTF-8 JSON: a list of as many objects.</param>
/// <param name="Count">How many they are.</param>
public readonly record struct EventTexts(ReadOnlyMemory<byte> Messages, ReadOnlyMemory<byte> Metadata, int Count)
{
    /// <summary>Writes them.</summary>
    /// <param name="count">How many there will be.</param>
    /// <param name="write">Writes the event of that place, and what is known of it.</param>
    public static EventTexts Write(int count, Action<int, Utf8JsonWriter, Utf8JsonWriter> write)
    {
        var (messages, metadata) = (new ArrayBufferWriter<byte>(Math.Max(1, count) * 1_200), new ArrayBufferWriter<byte>(Math.Max(1, count) * 600));
        var options = JsonPolicy.Writer with { SkipValidation = true, MaxDepth = 1_100 };
        using (var message = new Utf8JsonWriter(messages, options))
        using (var known = new Utf8JsonWriter(metadata, options))
        {
            message.WriteStartArray();
            known.WriteStartArray();
            for (var i = 0; i < count; i++)
            {
                write(i, message, known);
            }

            message.WriteEndArray();
            known.WriteEndArray();
        }

        return new EventTexts(messages.WrittenMemory, metadata.WrittenMemory, count);
    }
}
