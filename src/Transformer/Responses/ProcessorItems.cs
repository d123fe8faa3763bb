using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.Transformer.Requests;

namespace Pintle.Transformer.Responses;

/// <summary>Writes what became of events as the items of a processor answer (transformer API §3).</summary>
internal sealed class ProcessorItems(Utf8JsonWriter writer, string destinationType)
{
    public void Write(TransformInput input, Outcome outcome)
    {
        IReadOnlyList<VendorRequest> requests = outcome switch
        {
            Outcome.Send send => send.Requests,
            Outcome.Suppressed suppressed => suppressed.Requests,
            _ => [],
        };
        if (requests.Count == 0 && outcome is not Outcome.Send)
        {
            var failure = Failure.Of(outcome);
            writer.WriteStartObject();
            failure.Write(writer, "processor", destinationType, input.Metadata);
            End(input, failure.Status);
            return;
        }

        foreach (var request in requests)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("output"u8);
            RequestJson.Write(writer, request, request.UserId ?? "");
            End(input, 200);
        }
    }

    private void End(TransformInput input, int status)
    {
        if (!input.Metadata.IsUndefined)
        {
            writer.WritePropertyName("metadata"u8);
            input.Metadata.WriteTo(writer);
        }

        writer.WriteNumber("statusCode"u8, status);
        writer.WriteEndObject();
    }
}
