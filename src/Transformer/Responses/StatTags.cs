using System.Text.Json;
using Pintle.DestinationKit;

namespace Pintle.Transformer.Responses;

/// <summary>What callers group failures by (transformer API §3, §11.7).</summary>
internal static class StatTags
{
    public static void Write(Utf8JsonWriter writer, (string Category, string Type) error, string destinationType, string feature, JsonElement metadata)
    {
        writer.WriteStartObject("statTags"u8);
        writer.WriteString("errorCategory"u8, error.Category);
        if (error.Type.Length > 0)
        {
            writer.WriteString("errorType"u8, error.Type);
        }

        writer.WriteString("destType"u8, destinationType);
        writer.WriteString("module"u8, "destination"u8);
        writer.WriteString("implementation"u8, "native"u8);
        writer.WriteString("feature"u8, feature);
        Copy(writer, metadata, "destinationId");
        Copy(writer, metadata, "workspaceId");
        writer.WriteEndObject();
    }

    public static (string Category, string Type) Of(RejectKind kind) => kind switch
    {
        RejectKind.Instrumentation => ("dataValidation", "instrumentation"),
        RejectKind.Configuration => ("dataValidation", "configuration"),
        RejectKind.Unsupported => ("platform", "unsupported"),
        _ => ("transformation", ""),
    };

    private static void Copy(Utf8JsonWriter writer, JsonElement metadata, string name)
    {
        if (metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }
}
