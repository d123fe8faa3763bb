using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Transformer.Responses;

/// <summary>Writes a vendor request in the shape of the transformer API (§4).</summary>
internal static class RequestJson
{
    /// <param name="writer">Where to.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="userId">Left out when null.</param>
    public static void Write(Utf8JsonWriter writer, VendorRequest request, string? userId)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, "1"u8);
        writer.WriteString("type"u8, request.Type);
        writer.WriteString("method"u8, request.Method);
        writer.WriteString("endpoint"u8, request.Endpoint);
        if (request.EndpointPath is not null)
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
        if (userId is not null)
        {
            writer.WriteString("userId"u8, userId);
        }

        foreach (var (name, value) in ((JsValue)request.Extra).Members)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter writer, VendorRequest request)
    {
        writer.WriteStartObject("body"u8);
        WriteKind(writer, "JSON"u8, request.Kind == BodyKind.Json, request, default);
        WriteKind(writer, "JSON_ARRAY"u8, request.Kind == BodyKind.JsonArray, request, "batch"u8);
        WriteKind(writer, "XML"u8, request.Kind == BodyKind.Xml, request, "payload"u8);
        WriteKind(writer, "FORM"u8, request.Kind == BodyKind.Form, request, default);
        if (request.Kind == BodyKind.Gzip)
        {
            WriteKind(writer, "GZIP"u8, true, request, "payload"u8);
        }

        writer.WriteEndObject();
    }

    // Objects stand as they are, texts in a member of their own; kinds that are not the request's are empty.
    private static void WriteKind(Utf8JsonWriter writer, ReadOnlySpan<byte> kind, bool isUsed, VendorRequest request, ReadOnlySpan<byte> textMember)
    {
        writer.WritePropertyName(kind);
        if (isUsed && textMember.IsEmpty)
        {
            if (request.Content.IsUndefined)
            {
                writer.WriteRawValue(request.Body.Span, skipInputValidation: true);
            }
            else
            {
                request.Content.WriteTo(writer);
            }

            return;
        }

        writer.WriteStartObject();
        if (isUsed)
        {
            writer.WritePropertyName(textMember);
            if (request.Content.AsText() is { } text)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteStringValue(request.Body.Span);
            }
        }

        writer.WriteEndObject();
    }
}
