using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;

namespace Pintle.Transformer.Responses;

/// <summary>What callers group failures by (transformer API §3, §11.7).</summary>
internal static class StatTags
{
    public static void Write(Utf8JsonWriter writer, (string Category, string Type) error, string destinationType, string feature, JsValue metadata)
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
        RejectKind.Vendor => ("network", "aborted"),
        RejectKind.OAuth => ("platform", "oAuthSecret"),
        _ => ("transformation", ""),
    };

    private static void Copy(Utf8JsonWriter writer, JsValue metadata, string name)
    {
        if (metadata[name] is { IsUndefined: false } value)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }
}
