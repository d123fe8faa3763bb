using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.Events;
using Pintle.Gateway.Http;
using Pintle.Gateway.Parsing;
using Pintle.Workspace;

namespace Pintle.Gateway.Webhooks;

/// <summary>The track event that a plain webhook source makes of what it is sent.</summary>
internal static class WebhookEvent
{
    private const string Name = "webhook_source_event";

    // They carry the write key and the sender's session, which no destination should get.
    private static readonly HashSet<string> Private = new(["Authorization", "Proxy-Authorization", "Cookie", "Host"], StringComparer.OrdinalIgnoreCase);

    /// <param name="properties">The content as JSON, known to be valid.</param>
    /// <param name="request">Its details go into the context when the source wants them.</param>
    /// <param name="source">The webhook source.</param>
    public static byte[] Build(ReadOnlySpan<byte> properties, HttpRequest request, Source source)
    {
        var buffer = new ArrayBufferWriter<byte>(properties.Length + 512);
        using (var writer = new Utf8JsonWriter(buffer, JsonPolicy.Writer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "track");
            writer.WriteString("event", Name);
            // The event belongs to nobody that is known.
            writer.WriteString("anonymousId", RandomUuid.New());
            writer.WriteStartObject("context");
            if (WantsDetails(source))
            {
                WriteDetails(writer, request);
            }

            writer.WriteEndObject();
            writer.WritePropertyName("properties");
            writer.WriteRawValue(properties, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static bool WantsDetails(Source source) =>
        source.Config.ValueKind == JsonValueKind.Object
            && source.Config.TryGetProperty("putRequestDetailsInContext", out var wanted) && wanted.ValueKind == JsonValueKind.True;

    private static void WriteDetails(Utf8JsonWriter writer, HttpRequest request)
    {
        writer.WriteString("method", request.Method);
        writer.WriteString("url", Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}"));
        writer.WriteString("proto", request.Protocol);
        writer.WriteStartObject("headers");
        foreach (var (name, values) in request.Headers.Where(h => !Private.Contains(h.Key)))
        {
            WriteValues(writer, name, [.. values.Select(v => v ?? "")]);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("query_parameters");
        foreach (var (name, values) in QueryParameters.Grouped(QueryParameters.Of(request)))
        {
            WriteValues(writer, name, values);
        }

        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WritePropertyName(Encoding.UTF8.GetBytes(name));
        if (values.Count == 1)
        {
            writer.WriteStringValue(Encoding.UTF8.GetBytes(values[0]));
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
        {
            writer.WriteStringValue(Encoding.UTF8.GetBytes(value));
        }

        writer.WriteEndArray();
    }
}
