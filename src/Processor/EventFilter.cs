using System.Text.Json;
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
        var definition = destination.Definition.Config;
        if (Text(definition, "transformAtV1") == "none")
        {
            return null;
        }

        var type = JsonText.Read(message, "type"u8)?.Trim().ToLowerInvariant();
        return ByType(type, definition, destination.Config)
            ?? ByMode(type, definition, source, destination)
            ?? ByConversions(message, destination.Config);
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

    private static FilterDecision? ByConversions(JsonElement message, JsonElement config)
    {
        if (Member(config, "listOfConversions") is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var names = list.EnumerateArray().Select(item => Text(item, "conversions")).ToList();
        if (names.Count == 0 || names.Contains(null))
        {
            return null;
        }

        if (!message.TryGetProperty("event"u8, out var given) || JsonText.Of(given) is not { } name)
        {
            return BadEvent;
        }

        return names.Contains(name) ? null : EventNotSupported;
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { } value ? JsonText.Of(value) : null;
}
