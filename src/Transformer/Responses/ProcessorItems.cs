using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.Transformer.Requests;

namespace Pintle.Transformer.Responses;

/// <summary>Writes what became of events as the items of a processor answer (transformer API §3).</summary>
internal sealed class ProcessorItems(Utf8JsonWriter writer, string destinationType)
{
    private const string Unknown = "[Processor Transform] Error occurred while processing the payload.";

    public void Write(TransformInput input, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Send send:
                foreach (var request in send.Requests)
                {
                    writer.WriteStartObject();
                    writer.WritePropertyName("output"u8);
                    RequestJson.Write(writer, request);
                    End(input, 200);
                }

                break;
            case Outcome.Skip skip:
                Fail(input, 298, skip.Reason, null);
                break;
            case Outcome.Suppressed suppressed:
                Fail(input, 299, suppressed.Reason, null);
                break;
            case Outcome.Reject reject:
                Fail(input, reject.StatusCode, reject.Message, StatTags.Of(reject.Kind));
                break;
            case Outcome.Retry retry:
                Fail(input, retry.StatusCode, retry.Message, ("network", "retryable"));
                break;
        }
    }

    private void Fail(TransformInput input, int status, string reason, (string, string)? tags)
    {
        writer.WriteStartObject();
        writer.WriteString("error"u8, reason.Length == 0 ? Unknown : reason);
        if (tags is { } error)
        {
            StatTags.Write(writer, error, destinationType, "processor", input.Metadata);
        }

        End(input, status);
    }

    private void End(TransformInput input, int status)
    {
        if (input.Metadata.ValueKind != JsonValueKind.Undefined)
        {
            writer.WritePropertyName("metadata"u8);
            input.Metadata.WriteTo(writer);
        }

        writer.WriteNumber("statusCode"u8, status);
        writer.WriteEndObject();
    }
}
