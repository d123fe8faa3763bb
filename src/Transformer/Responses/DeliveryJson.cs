using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Transformer.Responses;

/// <summary>Writes what became of a delivery (transformer API §7).</summary>
internal sealed class DeliveryJson(Utf8JsonWriter writer, string destinationType)
{
    public void Write(DeliveryResult result, VendorResponse? response, JsArray metadata, bool isV1)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("output"u8);
        writer.WriteNumber("status"u8, result.Status);
        writer.WriteString("message"u8, result.Message.Length > 0 ? result.Message : $"Request for destination: {destinationType} Processed Successfully");
        if (isV1)
        {
            WriteJobs(result, response, metadata);
        }
        else
        {
            WriteVendorResponse(response);
        }

        if (result.Status is < 200 or >= 300)
        {
            StatTags.Write(writer, ("network", TypeOf(result.Status)), destinationType, "dataDelivery", metadata.Count == 0 ? default : metadata[0]);
        }

        writer.WriteString("authErrorCategory"u8, CategoryOf(result.Auth));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>As callers know it.</summary>
    public static string CategoryOf(AuthProblem problem) => problem switch
    {
        AuthProblem.Expired => "REFRESH_TOKEN",
        AuthProblem.Revoked => "AUTH_STATUS_INACTIVE",
        _ => "",
    };

    private void WriteJobs(DeliveryResult result, VendorResponse? response, JsArray metadata)
    {
        writer.WriteStartArray("response"u8);
        for (var i = 0; i < metadata.Count; i++)
        {
            var verdict = result.Verdicts[i];
            writer.WriteStartObject();
            writer.WriteNumber("statusCode"u8, verdict.StatusCode);
            writer.WriteString("error"u8, verdict.Message.Length > 0 ? verdict.Message : response?.Body ?? "success");
            writer.WritePropertyName("metadata"u8);
            Marked(metadata[i], verdict.DontBatch).WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static JsValue Marked(JsValue metadata, bool dontBatch)
    {
        if (!dontBatch)
        {
            return metadata;
        }

        var marked = metadata.ToObject();
        marked["dontBatch"] = true;
        return marked;
    }

    private void WriteVendorResponse(VendorResponse? response)
    {
        writer.WriteStartObject("destinationResponse"u8);
        if (response is not null)
        {
            writer.WritePropertyName("response"u8);
            (response.Json.IsUndefined ? response.Body : response.Json).WriteTo(writer);
            writer.WriteNumber("status"u8, response.Status);
        }

        writer.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        429 => "throttled",
        >= 500 => "retryable",
        _ => "aborted",
    };
}
