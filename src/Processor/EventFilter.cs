using System.Text.Json;
using Pintle.Events;
using Pintle.Lanes.Processing;
using Pintle.Workspace;

namespace Pintle.Processor;

/// <summary>The filter behind user code (pipeline.md §5): message types, hybrid mode, conversions.</summary>
internal static class EventFilter
{
    private static readonly FilterDecision BadType = new(400, "Invalid message type. Type assertion failed");
    private static readonly FilterDecision BadEvent = new(400, "Invalid message event. Type assertion failed");
    private static readonly FilterDecision TypeNotSupported = new(298, "Message type not supported");
    private static readonly FilterDecision NotInHybridMode = new(298, "Filtering event based on hybridModeFilter");
    private static readonly FilterDecision EventNotSupported = new(298, "Event not supported");

    /// <summary>Null = the event goes on to the destination's transformation.</summary>
    public static FilterDecision? Filter(JsonElement message, Source source, Destination destination)
    {
        if (IsUnfiltered(destination))
        {
            return null;
        }

        return ByTypeAndMode(JsonText.Read(message, "type"u8), source, destination) ?? ByConversions(JsonText.Read(message, "event"u8), destination.Config);
    }

    /// <summary>The same from the header: it has the type as sent, and the event name of track calls.</summary>
    public static HeaderDecision FilterByHeader(EventHeader header, Source source, Destination destination)
    {
        if (IsUnfiltered(destination))
        {
            return new HeaderDecision(true, null);
        }

        if (header.Type.Length == 0)
        {
            return HeaderDecision.Undecided;
        }

        if (ByTypeAndMode(header.Type, source, destination) is { } filtered)
        {
            return new HeaderDecision(true, filtered);
        }

        return Conversions(destination.Config) is null ? new HeaderDecision(true, null)
            : header is { Type: "track", Name.Length: > 0 } ? new HeaderDecision(true, ByConversions(header.Name, destination.Config))
            : HeaderDecision.Undecided;
    }

    private static bool IsUnfiltered(Destination destination) => Text(destination.Definition.Config, "transformAtV1") == "none";

    private static FilterDecision? ByTypeAndMode(string? sent, Source source, Destination destination)
    {
        var type = sent?.Trim().ToLowerInvariant();
        return ByType(type, destination.Definition.Config, destination.Config) ?? ByMode(type, destination.Definition.Config, source, destination);
    }

    private static FilterDecision? ByType(string? type, JsonElement definition, JsonElement config)
    {
        if (Member(definition, "supportedMessageTypes") is not { ValueKind: JsonValueKind.Array } supported)
        {
            return null;
        }

        if (string.IsNullOrEmpty(type))
        {
            return BadType;
        }

        var isListed = supported.EnumerateArray().Any(t => JsonText.Of(t) == type);
        var isSwitchedOff = type == "identify" && Member(config, "enableServerSideIdentify") is { ValueKind: JsonValueKind.False };
        return isListed && !isSwitchedOff ? null : TypeNotSupported;
    }

    private static FilterDecision? ByMode(string? type, JsonElement definition, Source source, Destination destination)
    {
        if (Text(destination.Config, "connectionMode") != "hybrid")
        {
            return null;
        }

        var allowed = Member(Member(Member(definition, "hybridModeCloudEventsFilter"), source.Definition.Type), "messageType");
        if (allowed is not { ValueKind: JsonValueKind.Array } types)
        {
            return destination.IsProcessorEnabled ? null : NotInHybridMode;
        }

        return types.EnumerateArray().Any(t => JsonText.Of(t) == type) ? null : NotInHybridMode;
    }

    private static FilterDecision? ByConversions(string? name, JsonElement config)
    {
        if (Conversions(config) is not { } names)
        {
            return null;
        }

        return name is null ? BadEvent : names.Contains(name) ? null : EventNotSupported;
    }

    private static List<string?>? Conversions(JsonElement config)
    {
        if (Member(config, "listOfConversions") is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var names = list.EnumerateArray().Select(item => Text(item, "conversions")).ToList();
        return names.Count == 0 || names.Contains(null) ? null : names;
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { } value ? JsonText.Of(value) : null;
}
