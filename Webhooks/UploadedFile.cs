using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Pintle.Gateway.Webhooks;

/// <summary>A file of a multipart form. Its content is left out: an event has no place for it.</summary>
internal sealed record UploadedFile(string Field, string Name, IReadOnlyDictionary<string, StringValues> Headers, long Size)
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<UploadedFile> files)
    {
        writer.WriteStartObject();
        foreach (var field in files.GroupBy(f => f.Field, StringComparer.Ordinal))
        {
            writer.WriteStartArray(Encoding.UTF8.GetBytes(field.Key));
            foreach (var file in field)
            {
                file.Write(writer);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("Filename", Encoding.UTF8.GetBytes(Name));
        writer.WriteStartObject("Header");
        foreach (var (name, values) in Headers)
        {
            writer.WriteStartArray(Encoding.UTF8.GetBytes(name));
            foreach (var value in values)
            {
                writer.WriteStringValue(Encoding.UTF8.GetBytes(value ?? ""));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteNumber("Size", Size);
        writer.WriteEndObject();
    }
}
