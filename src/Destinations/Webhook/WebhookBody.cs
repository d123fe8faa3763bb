using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.Destinations.Webhook;

/// <summary>The event as a webhook's body: without the members that steer the request, and with the caller's IP in its context.</summary>
internal static class WebhookBody
{
    /// <summary>UTF-8 JSON. An event in which nothing changes is copied as it is.</summary>
    public static ReadOnlyMemory<byte> Of(JsonElement message)
    {
        var ip = MissingIp(message);
        if (ip is null && !Steers(message))
        {
            return JsonMarshal.GetRawUtf8Value(message).ToArray();
        }

        var json = RawJson.Start();
        json.StartObject();
        foreach (var member in message.EnumerateObject())
        {
            if (ip is { } address && member.NameEquals("context"u8))
            {
                WriteContext(json, member.Value, address);
            }
            else if (!Steers(member))
            {
                json.Copy(member);
            }
        }

        if (ip is { } alone && !message.TryGetProperty("context"u8, out _))
        {
            WriteContext(json, default, alone);
        }

        json.EndObject();
        return json.ToArray();
    }

    private static void WriteContext(RawJson json, JsonElement context, JsonElement ip)
    {
        json.Name("context"u8);
        json.StartObject();
        if (context.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in context.EnumerateObject())
            {
                if (!member.NameEquals("ip"u8))
                {
                    json.Copy(member);
                }
            }
        }

        json.Name("ip"u8);
        json.Raw(JsonMarshal.GetRawUtf8Value(ip));
        json.EndObject();
    }

    private static bool Steers(JsonProperty member) =>
        member.NameEquals("fullPath"u8) || member.NameEquals("appendPath"u8) || member.NameEquals("header"u8);

    private static bool Steers(JsonElement message) =>
        message.TryGetProperty("fullPath"u8, out _) || message.TryGetProperty("appendPath"u8, out _) || message.TryGetProperty("header"u8, out _);

    /// <summary>The request IP, when the event's context has none.</summary>
    private static JsonElement? MissingIp(JsonElement message)
    {
        if (!message.TryGetProperty("request_ip"u8, out var ip) || !DestinationKit.Json.JsText.IsTruthy(ip))
        {
            return null;
        }

        var hasContext = message.TryGetProperty("context"u8, out var context);
        var isObject = hasContext && context.ValueKind == JsonValueKind.Object;
        return (hasContext && !isObject) || (isObject && context.TryGetProperty("ip"u8, out var own) && DestinationKit.Json.JsText.IsTruthy(own)) ? null : ip;
    }
}
