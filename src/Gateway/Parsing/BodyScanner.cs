using System.Text;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.Gateway.Parsing;

/// <summary>
/// Checks a whole body and notes its events in one pass: nothing is stored of a body that isn't valid to its last byte.
/// </summary>
internal static class BodyScanner
{
    // A batch wraps its events in an object and an array.
    private const int BatchDepth = JsonPolicy.MaxDepth + 2;

    /// <summary>A body that is one event. False when it isn't valid JSON.</summary>
    public static bool TryScanSingle(ReadOnlySpan<byte> body, List<EventScan> events)
    {
        try
        {
            var reader = new Utf8JsonReader(body, JsonPolicy.Reader);
            reader.Read();
            events.Add(ScanElement(ref reader));
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// A body whose last <c>batch</c> member holds the events. False when it isn't valid JSON. With more than
    /// <paramref name="most"/> events it stops at once: the rest is neither read nor kept.
    /// </summary>
    public static bool TryScanBatch(ReadOnlySpan<byte> body, int most, List<EventScan> events)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = BatchDepth });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ScanWrapper(ref reader, body, most, events);
            }
            else
            {
                reader.Skip();
            }

            return events.Count > most || !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Is a JSON value nested no deeper than an event may be? Throws when it is no JSON.</summary>
    public static void CheckDepth(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value, JsonPolicy.Reader);
        while (reader.Read())
        {
        }
    }

    private static void ScanWrapper(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int most, List<EventScan> events)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBatch = reader.ValueTextEquals("batch"u8);
            reader.Read();
            if (!isBatch)
            {
                reader.Skip();
                continue;
            }

            // Of two members of one name the last one counts, here as for every reader behind.
            events.Clear();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    events.Add(ScanElement(ref reader));
                    if (events.Count > most)
                    {
                        return;
                    }
                }
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                var start = (int)reader.TokenStartIndex;
                events.Add(ScanElement(ref reader));

                // The limit of the reader counts an array that isn't there.
                CheckDepth(body[start..(int)reader.BytesConsumed]);
            }
        }
    }

    private static EventScan ScanElement(ref Utf8JsonReader reader)
    {
        var scan = new EventScan
        {
            Start = (int)reader.TokenStartIndex,
            Type = "", Event = "", Name = "", UserId = "", AnonymousId = "", JobRunId = "", TaskRunId = "",
        };
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return scan;
        }

        scan.IsObject = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            scan.HasMembers = true;
            ScanMember(ref reader, ref scan);
        }

        scan.End = (int)reader.BytesConsumed;
        return scan;
    }

    private static void ScanMember(ref Utf8JsonReader reader, ref EventScan scan)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            scan.Type = Text(ref reader) ?? "";
            scan.TypeCount++;
        }
        else if (reader.ValueTextEquals("messageId"u8))
        {
            scan.MessageId = Text(ref reader);
            scan.MessageIdCount++;
        }
        else if (reader.ValueTextEquals("userId"u8))
        {
            scan.UserId = IdText(ref reader);
        }
        else if (reader.ValueTextEquals("anonymousId"u8))
        {
            scan.AnonymousId = IdText(ref reader);
        }
        else if (reader.ValueTextEquals("event"u8))
        {
            scan.Event = Text(ref reader) ?? "";
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            scan.Name = Text(ref reader) ?? "";
        }
        else if (reader.ValueTextEquals("request_ip"u8))
        {
            scan.RequestIp = Text(ref reader);
            scan.HasRequestIp = true;
        }
        else if (reader.ValueTextEquals("context"u8))
        {
            ScanContext(ref reader, ref scan);
        }
        else
        {
            scan.HasRudderId |= reader.ValueTextEquals("rudderId"u8);
            scan.HasReceivedAt |= reader.ValueTextEquals("receivedAt"u8);
            reader.Read();
            reader.Skip();
        }
    }

    private static void ScanContext(ref Utf8JsonReader reader, ref EventScan scan)
    {
        (scan.JobRunId, scan.TaskRunId) = ("", "");
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSources = reader.ValueTextEquals("sources"u8);
            reader.Read();
            if (!isSources || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("job_run_id"u8))
                {
                    scan.JobRunId = Text(ref reader) ?? "";
                }
                else if (reader.ValueTextEquals("task_run_id"u8))
                {
                    scan.TaskRunId = Text(ref reader) ?? "";
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }
    }

    /// <summary>A string value; null for any other.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>An id as text: strings as they are, null as nothing, any other value as its compact JSON.</summary>
    private static string IdText(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString()!;
            case JsonTokenType.Null:
                return "";
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                return Compact(JsonElement.ParseValue(ref reader));
            default:
                return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static string Compact(JsonElement value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonPolicy.Writer))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
