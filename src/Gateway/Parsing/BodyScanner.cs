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
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The latter: a member name with a lone surrogate, which nobody could read later.
            return false;
        }
    }

    /// <summary>A body whose first <c>batch</c> member holds the events. False when it isn't valid JSON.</summary>
    public static bool TryScanBatch(ReadOnlySpan<byte> body, List<EventScan> events)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = BatchDepth });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ScanWrapper(ref reader, events);
            }
            else
            {
                reader.Skip();
            }

            return !reader.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The latter: a member name with a lone surrogate, which nobody could read later.
            return false;
        }
    }

    private static void ScanWrapper(ref Utf8JsonReader reader, List<EventScan> events)
    {
        var isSeen = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBatch = !isSeen && reader.ValueTextEquals("batch"u8);
            reader.Read();
            if (!isBatch)
            {
                reader.Skip();
                continue;
            }

            isSeen = true;
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    events.Add(ScanElement(ref reader));
                }
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                events.Add(ScanElement(ref reader));
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
        else if (reader.ValueTextEquals("context"u8))
        {
            ScanContext(ref reader, ref scan);
        }
        else
        {
            scan.HasRudderId |= reader.ValueTextEquals("rudderId"u8);
            scan.HasReceivedAt |= reader.ValueTextEquals("receivedAt"u8);
            scan.HasRequestIp |= reader.ValueTextEquals("request_ip"u8);
            reader.Read();
            reader.Skip();
        }
    }

    private static void ScanContext(ref Utf8JsonReader reader, ref EventScan scan)
    {
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
            return Unescaped(ref reader);
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
                return Unescaped(ref reader);
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

    // A lone surrogate has no text: what was sent stands for it.
    private static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
