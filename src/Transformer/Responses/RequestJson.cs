using System.Text.Json;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Transformer.Responses;

/// <summary>Writes a vendor request in the shape of the transformer API (§4).</summary>
internal static class RequestJson
{
    public static void Write(Utf8JsonWriter writer, VendorRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, "1"u8);
        writer.WriteString("type"u8, request.Type);
        writer.WriteString("method"u8, request.Method);
        writer.WriteString("endpoint"u8, request.Endpoint);
        if (request.EndpointPath != "default")
        {
            writer.WriteString("endpointPath"u8, request.EndpointPath);
        }

        writer.WriteStartObject("headers"u8);
        foreach (var (name, value) in request.Headers)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("params"u8);
        foreach (var (name, value) in request.Params)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
        WriteBody(writer, request);
        writer.WriteStartObject("files"u8);
        writer.WriteEndObject();
        writer.WriteString("userId"u8, request.UserId);
        writer.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter writer, VendorRequest request)
    {
        writer.WriteStartObject("body"u8);
        WriteKind(writer, "JSON"u8, request.Kind == BodyKind.Json, request.Body, default);
        WriteKind(writer, "JSON_ARRAY"u8, request.Kind == BodyKind.JsonArray, request.Body, "batch"u8);
        WriteKind(writer, "XML"u8, request.Kind == BodyKind.Xml, request.Body, "payload"u8);
        WriteKind(writer, "FORM"u8, request.Kind == BodyKind.Form, request.Body, default);
        if (request.Kind == BodyKind.Gzip)
        {
            WriteKind(writer, "GZIP"u8, true, request.Body, "payload"u8);
        }

        writer.WriteEndObject();
    }

    // Objects stand as they are, texts in a member of their own; kinds that are not the request's are empty.
    private static void WriteKind(Utf8JsonWriter writer, ReadOnlySpan<byte> kind, bool isUsed, ReadOnlyMemory<byte> body, ReadOnlySpan<byte> textMember)
    {
        writer.WritePropertyName(kind);
        if (isUsed && textMember.IsEmpty)
        {
            writer.WriteRawValue(body.Span, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        if (isUsed)
        {
            writer.WriteString(textMember, body.Span);
        }

        writer.WriteEndObject();
    }
}
