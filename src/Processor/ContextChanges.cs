using System.Text.Json;
using Pintle.Events;
using Pintle.Processor.Geo;
using Pintle.Workspace;

namespace Pintle.Processor;

/// <summary>What processing changes in an event's <c>context</c>; null when nothing.</summary>
internal sealed class ContextChanges
{
    private JsonElement _context;
    private GeoPlace? _geo;
    private BotVerdict? _bot;
    private bool _cleansActivation;

    public static ContextChanges? Of(
        JsonElement message, JsonElement context, bool hasContext, EventHeader header, Source? source, GeoLookup? geo)
    {
        var isObject = hasContext && context.ValueKind == JsonValueKind.Object;
        if (hasContext && !isObject)
        {
            return null;
        }

        var changes = new ContextChanges
        {
            _context = isObject ? context : default,
            _geo = source is { GeoEnrichment: true } && geo is not null && !(isObject && context.TryGetProperty("geo"u8, out _))
                ? geo.Find(Ip(message, context, isObject))
                : null,
            _bot = header.Bot is { Action: "flag" } bot ? bot : null,
            _cleansActivation = source?.Definition.Category == "warehouse" && isObject
                && context.TryGetProperty("activation"u8, out var activation) && activation.ValueKind == JsonValueKind.Object,
        };
        return changes._geo is not null || changes._bot is not null || changes._cleansActivation ? changes : null;
    }

    public void Write(RawJson json)
    {
        json.Name("context"u8);
        json.StartObject();
        if (_context.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in _context.EnumerateObject())
            {
                WriteMember(json, member);
            }
        }

        WriteGeo(json);
        WriteBot(json);
        json.EndObject();
    }

    private void WriteMember(RawJson json, JsonProperty member)
    {
        if (_bot is not null && (member.NameEquals("isBot"u8) || member.NameEquals("bot"u8)))
        {
            return;
        }

        if (!_cleansActivation || !member.NameEquals("activation"u8))
        {
            json.Copy(member);
            return;
        }

        var kept = member.Value.EnumerateObject().Where(m => m.Name is not ("fingerprint" or "origin")).ToList();
        if (kept.Count > 0)
        {
            json.Name("activation"u8);
            json.StartObject();
            kept.ForEach(json.Copy);
            json.EndObject();
        }
    }

    private void WriteGeo(RawJson json)
    {
        if (_geo is null)
        {
            return;
        }

        json.Name("geo"u8);
        json.StartObject();
        Write(json, "ip"u8, _geo.Ip);
        Write(json, "city"u8, _geo.City);
        Write(json, "country"u8, _geo.Country);
        Write(json, "region"u8, _geo.Region);
        Write(json, "postal"u8, _geo.Postal);
        Write(json, "location"u8, _geo.Location);
        Write(json, "timezone"u8, _geo.Timezone);
        json.EndObject();
    }

    private void WriteBot(RawJson json)
    {
        if (_bot is null)
        {
            return;
        }

        json.Name("isBot"u8);
        json.Raw("true"u8);
        json.Name("bot"u8);
        json.StartObject();
        WriteUnlessEmpty(json, "name"u8, _bot.Name);
        WriteUnlessEmpty(json, "url"u8, _bot.Url);
        if (_bot.IsInvalidBrowser)
        {
            json.Name("isInvalidBrowser"u8);
            json.Raw("true"u8);
        }

        json.EndObject();
    }

    private static void WriteUnlessEmpty(RawJson json, ReadOnlySpan<byte> name, string value)
    {
        if (value.Length > 0)
        {
            Write(json, name, value);
        }
    }

    private static void Write(RawJson json, ReadOnlySpan<byte> name, string value)
    {
        json.Name(name);
        json.Text(value);
    }

    private static string Ip(JsonElement message, JsonElement context, bool isObject) =>
        (isObject ? JsonText.Read(context, "ip"u8) : null) is { Length: > 0 } own
            ? own
            : JsonText.Read(message, "request_ip"u8) ?? "";
}
