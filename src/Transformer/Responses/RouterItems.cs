using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.Transformer.Routes;

namespace Pintle.Transformer.Responses;

/// <summary>Writes the items of a router or batch answer (transformer API §5, §6).</summary>
internal sealed class RouterItems(Utf8JsonWriter writer, string destinationType, bool isBatchRoute = false)
{
    public void Write(RouterResult result)
    {
        var item = result.Item;
        writer.WriteStartObject();
        if (item.Outcome is Outcome.Send send)
        {
            WriteRequests(send.Requests, send.AsList);
            End(result, 200, isFailure: false);
        }
        else if (item.Outcome is Outcome.Suppressed { Requests.Count: > 0 } suppressed)
        {
            WriteRequests(suppressed.Requests, asList: false);
            End(result, 299, isFailure: false);
        }
        else
        {
            var failure = Failure.Of(item.Outcome);
            failure.Write(writer, isBatchRoute ? "batch" : "router", destinationType, item.Events[0].Metadata);
            if (item.Outcome is Outcome.Retry { Auth: not AuthProblem.None and var problem })
            {
                writer.WriteString("authErrorCategory"u8, DeliveryJson.CategoryOf(problem));
            }

            End(result, failure.Status, isFailure: true);
        }
    }

    // Several requests of one event are an array, made in order.
    private void WriteRequests(IReadOnlyList<VendorRequest> requests, bool asList)
    {
        writer.WritePropertyName("batchedRequest"u8);
        if (requests is [var only] && !asList)
        {
            RequestJson.Write(writer, only, only.UserId);
            return;
        }

        writer.WriteStartArray();
        foreach (var request in requests)
        {
            RequestJson.Write(writer, request, request.UserId);
        }

        writer.WriteEndArray();
    }

    private void End(RouterResult result, int status, bool isFailure)
    {
        writer.WriteStartArray("metadata"u8);
        foreach (var e in result.Item.Events)
        {
            if (!e.Metadata.IsUndefined)
            {
                e.Metadata.WriteTo(writer);
            }
        }

        writer.WriteEndArray();

        // The batch route says neither of these of what it has combined.
        if (!isBatchRoute || isFailure)
        {
            writer.WriteBoolean("batched"u8, result.Item.IsBatched && !isFailure);
            writer.WriteNumber("statusCode"u8, status);
        }

        if (result.Destination.ValueKind != JsonValueKind.Undefined)
        {
            writer.WritePropertyName("destination"u8);
            result.Destination.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
