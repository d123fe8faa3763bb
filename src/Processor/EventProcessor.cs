using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.Events;
using Pintle.Lanes.Processing;
using Pintle.Workspace;

namespace Pintle.Processor;

/// <summary>
/// The steps that are the same for every destination (pipeline.md §1–§3), in order: drop decisions, times, request IP, context
/// (reverse-ETL clean-up, geo, bot), consent noted. One pass over the event; untouched members are copied byte for byte.
/// </summary>
public sealed class EventProcessor(Geo.GeoLookup? geo)
{
    /// <summary>The processor as consumers see it.</summary>
    public ProcessingSteps Steps => new(Process, (header, workspace) => DropReason(header, workspace.SourcesById.GetValueOrDefault(header.SourceId)), (e, _, destination) => DestinationSelector.Select(e, destination), EventFilter.Filter)
    {
        FilterByHeader = EventFilter.FilterByHeader,
        IsForAll = stored => DestinationSelector.IsForAll(stored.Span),
    };

    public ProcessedEvent Process(EventHeader header, ReadOnlyMemory<byte> stored, WorkspaceSnapshot workspace)
    {
        // Read once and forgotten: nothing of what follows may keep an element of it.
        using var document = JsonDocument.Parse(stored, JsonPolicy.Document);
        var message = document.RootElement;
        var source = workspace.SourcesById.GetValueOrDefault(header.SourceId);
        var hasContext = message.TryGetProperty("context"u8, out var context);
        var changes = ContextChanges.Of(message, context, hasContext, header, source, geo);
        return new ProcessedEvent
        {
            Header = header,
            Stored = stored,
            Message = Rewrite(message, EventTimes.Of(message, ReceivedAt(message, header, source)), changes),
            MessageId = JsonText.Read(message, "messageId"u8) ?? "",
            DropReason = DropReason(header, source),
            Consent = hasContext ? ConsentReader.Read(context) : null,
        };
    }

    // A replayed event was received when it first came, not when it was sent again.
    private static DateTimeOffset ReceivedAt(JsonElement message, EventHeader header, Source? source) =>
        source is { OriginalId.Length: > 0 } && EventTimes.Read(message, "receivedAt"u8) is { } own ? own : header.ReceivedAt;

    private static string? DropReason(EventHeader header, Source? source) => header switch
    {
        _ when source is null => "source not found",
        { Bot.Action: "drop" } => "bot",
        { IsBlocked: true } => "event blocked",
        _ => null,
    };

    private static JsonElement Rewrite(JsonElement message, in EventTimes times, ContextChanges? changes)
    {
        var json = RawJson.Start();
        json.StartObject();
        foreach (var member in message.EnumerateObject())
        {
            if (!IsTime(member) && !(changes is not null && member.NameEquals("context"u8)))
            {
                json.Copy(member);
            }
        }

        changes?.Write(json);
        Write(json, "originalTimestamp"u8, times.OriginalTimestamp);
        Write(json, "sentAt"u8, times.SentAt);
        Write(json, "timestamp"u8, times.Timestamp);
        Write(json, "receivedAt"u8, times.ReceivedAt);
        json.EndObject();
        return json.ToElement();
    }

    private static void Write(RawJson json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        json.Name(name);
        EventTimes.Write(json, time);
    }

    private static bool IsTime(JsonProperty member)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        return name.Contains((byte)'\\')
            ? member.NameEquals("originalTimestamp"u8) || member.NameEquals("sentAt"u8) || member.NameEquals("timestamp"u8) || member.NameEquals("receivedAt"u8)
            : name.SequenceEqual("originalTimestamp"u8) || name.SequenceEqual("sentAt"u8) || name.SequenceEqual("timestamp"u8) || name.SequenceEqual("receivedAt"u8);
    }
}
