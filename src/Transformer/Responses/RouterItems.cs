using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.Transformer.Requests;

namespace Pintle.Transformer.Responses;

/// <summary>Writes what became of events as the items of a router answer (transformer API §5): each job in exactly one of them.</summary>
internal sealed class RouterItems(Utf8JsonWriter writer, string destinationType)
{
    public void Write(TransformInput input, Outcome outcome)
    {
        writer.WriteStartObject();
        if (outcome is Outcome.Send send)
        {
            WriteRequests(send);
            End(input, 200);
        }
        else
        {
            var failure = Failure.Of(outcome);
            failure.Write(writer, "router", destinationType, input.Metadata);
            End(input, failure.Status);
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
