using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.Events;
using Pintle.Workspace;

namespace Pintle.Router.UserCode;

/// <param name="source">Null when it has been deleted since.</param>
/// <summary>Writes events for user code, each with the metadata that its <c>metadata(event)</c> gives.</summary>
/// <remarks>https://www.rudderstack.com/docs/transformations/overview/ lists the fields of metadata.</remarks>
internal sealed class CodeEvents(Source? source, Destination destination, TransformationRef transformation)
{
    public EventTexts Write(IReadOnlyList<(EventHeader Header, JsonElement Message)> events) => EventTexts.Write(events.Count, (i, message, metadata) =>
    {
        message.WriteRawValue(JsonMarshal.GetRawUtf8Value(events[i].Message), skipInputValidation: true);
        WriteMetadata(metadata, events[i].Header, events[i].Message);
    });

    private void WriteMetadata(Utf8JsonWriter writer, EventHeader header, JsonElement message)
    {
        writer.WriteStartObject();

        // Copies that replay another source's events stand for it.
        writer.WriteString("sourceId"u8, source is { OriginalId.Length: > 0 } ? source.OriginalId : header.SourceId);
        writer.WriteString("originalSourceId"u8, source is { OriginalId.Length: > 0 } ? source.Id : "");
        writer.WriteString("sourceName"u8, source?.Name ?? "");
        writer.WriteString("sourceType"u8, source?.Definition.Name ?? "");
        writer.WriteString("sourceCategory"u8, source?.Definition.Category ?? "");
        writer.WriteString("sourceDefinitionId"u8, source?.Definition.Id ?? "");
        writer.WriteString("workspaceId"u8, destination.WorkspaceId);
        writer.WriteString("destinationId"u8, destination.OriginalId.Length > 0 ? destination.OriginalId : destination.Id);
        writer.WriteString("destinationType"u8, destination.Definition.Name);
        writer.WriteString("destinationName"u8, destination.Name);
        writer.WriteString("destinationDefinitionId"u8, destination.Definition.Id);
        writer.WriteString("transformationId"u8, transformation.Id);
        writer.WriteString("transformationVersionId"u8, transformation.VersionId);
        writer.WriteString("sourceJobRunId"u8, header.JobRunId);
        writer.WriteString("sourceTaskRunId"u8, header.TaskRunId);
        writer.WriteString("eventName"u8, header.Type == "track" ? header.Name : "");
        writer.WriteString("eventType"u8, header.Type);
        writer.WriteString("receivedAt"u8, header.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Copy(writer, message, "messageId"u8);
        Copy(writer, message, "rudderId"u8);
        Copy(writer, message, "recordId"u8);
        CopySourceJob(writer, message);
        writer.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter writer, JsonElement message, ReadOnlySpan<byte> name)
    {
        if (message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    private static void CopySourceJob(Utf8JsonWriter writer, JsonElement message)
    {
        if (message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("context"u8, out var context) && context.ValueKind == JsonValueKind.Object
            && context.TryGetProperty("sources"u8, out var sources) && sources.ValueKind == JsonValueKind.Object
            && sources.TryGetProperty("job_id"u8, out var job))
        {
            writer.WritePropertyName("sourceJobId"u8);
            job.WriteTo(writer);
        }
    }
}
