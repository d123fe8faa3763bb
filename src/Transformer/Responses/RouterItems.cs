using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.Transformer.Requests;

namespace Pintle.Transformer.Responses;

/// <summary>Writes what became of events as the items of a router answer (transformer API §5): each job in exactly one of them.</summary>
internal sealed class RouterItems(Utf8JsonWriter writer, string destinationType)
{
    private const string Unknown = "[Router Transform] Error occurred while processing the payload.";

    public void Write(TransformInput input, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Send send:
                Begin();
                WriteRequests(send);
                End(input, 200);
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

    // Several requests of one event are an array, made in order.
    private void WriteRequests(Outcome.Send send)
    {
        writer.WritePropertyName("batchedRequest"u8);
        if (send.Requests is [var only])
        {
            RequestJson.Write(writer, only);
            return;
        }

        writer.WriteStartArray();
        foreach (var request in send.Requests)
        {
            RequestJson.Write(writer, request);
        }

        writer.WriteEndArray();
    }

    private void Fail(TransformInput input, int status, string reason, (string, string)? tags)
    {
        Begin();
        writer.WriteString("error"u8, reason.Length == 0 ? Unknown : reason);
        if (tags is { } error)
        {
            StatTags.Write(writer, error, destinationType, "router", input.Metadata);
        }

        End(input, status);
    }

    private void Begin() => writer.WriteStartObject();

    private void End(TransformInput input, int status)
    {
        writer.WriteStartArray("metadata"u8);
        if (input.Metadata.ValueKind != JsonValueKind.Undefined)
        {
            input.Metadata.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("batched"u8, false);
        writer.WriteNumber("statusCode"u8, status);
        if (input.Destination.ValueKind != JsonValueKind.Undefined)
        {
            writer.WritePropertyName("destination"u8);
            input.Destination.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
