using System.Buffers;
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

        var buffer = new ArrayBufferWriter<byte>(JsonMarshal.GetRawUtf8Value(message).Length + 64);
        using (var writer = new Utf8JsonWriter(buffer, JsonPolicy.Writer))
        {
            Write(writer, message, ip);
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement message, JsonElement? ip)
    {
        writer.WriteStartObject();
        foreach (var member in message.EnumerateObject())
        {
            if (member.Name is "fullPath" or "appendPath" or "header")
            {
                continue;
            }

            if (ip is { } address && member.NameEquals("context"u8))
            {
                WriteContext(writer, member.Value, address);
            }
            else
            {
                member.WriteTo(writer);
            }
        }

        if (ip is { } alone && !message.TryGetProperty("context", out _))
        {
            WriteContext(writer, default, alone);
        }

        writer.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter writer, JsonElement context, JsonElement ip)
    {
        writer.WriteStartObject("context");
        if (context.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in context.EnumerateObject().Where(m => !m.NameEquals("ip"u8)))
            {
                member.WriteTo(writer);
            }
        }

        writer.WritePropertyName("ip");
        ip.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static bool Steers(JsonElement message) =>
        message.TryGetProperty("fullPath", out _) || message.TryGetProperty("appendPath", out _) || message.TryGetProperty("header", out _);

    /// <summary>The request IP, when the event's context has none.</summary>
    private static JsonElement? MissingIp(JsonElement message)
    {
        if (!message.TryGetProperty("request_ip", out var ip) || !DestinationKit.Json.JsText.IsTruthy(ip))
        {
            return null;
        }

        var hasContext = message.TryGetProperty("context", out var context);
        var isObject = hasContext && context.ValueKind == JsonValueKind.Object;
        return (hasContext && !isObject) || (isObject && context.TryGetProperty("ip", out var own) && DestinationKit.Json.JsText.IsTruthy(own)) ? null : ip;
    }
}
