using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Responses;

namespace Pintle.Transformer.Routes;

/// <summary>Router transformation (transformer API §5): events of a destination together; each job in exactly one item.</summary>
internal static class RouterRoute
{
    public static async Task AnswerAsync(Call call, DestinationCatalogue catalogue)
    {
        using var request = await TransformRequest.ReadAsync(call.Context.Request, call.Aborted);
        var type = catalogue.Find(request.DestinationType);
        if (request.Inputs.Count > 0 && type is null)
        {
            await Answers.UnknownDestinationAsync(call.Context, request.DestinationType);
            return;
        }

        var groups = type is null ? [] : await TransformAsync(call, type, request);
        Answers.Stamp(call.Context);
        await Answers.JsonAsync(call.Context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("output"u8);
            if (request.Inputs.Count == 0)
            {
                WriteInvalidArray(writer, request.DestinationType);
            }
            else
            {
                groups.ForEach(new RouterItems(writer, type!.Name).Write);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static async Task<List<RouterResult>> TransformAsync(Call call, DestinationType type, TransformRequest request)
    {
        var transformation = new Transformation(type, call);
        var secret = Secret(call.Context.Request);
        var inputs = request.Inputs.Select(input => input.WithSecret(secret));
        var results = new List<RouterResult>();
        foreach (var group in inputs.GroupBy(GroupOf))
        {
            results.AddRange(await transformation.OfTogetherAsync([.. group]));
        }

        return results;
    }

    // OAuth tokens come once, for all events (§5).
    private static JsValue Secret(HttpRequest request)
    {
        try
        {
            return request.Headers["Oauth-Secret"].ToString() is { Length: > 0 } text ? JsonElement.Parse(text) : default(JsValue);
        }
        catch (JsonException)
        {
            throw new BadRequestException("The header Oauth-Secret is not JSON.");
        }
    }

    private static (string Destination, string Run, string Config) GroupOf(TransformInput input)
    {
        JsValue destination = input.Destination;
        return (destination["ID"].ToText() ?? "", input.Run ?? "default",
            input.HasDynamicConfig == false || input.Config.ValueKind == JsonValueKind.Undefined ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input.Config)));
    }

    private static void WriteInvalidArray(Utf8JsonWriter writer, string destinationType)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("metadata"u8);
        writer.WriteStartObject();
        writer.WriteString("destType"u8, destinationType);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteBoolean("batched"u8, false);
        writer.WriteNumber("statusCode"u8, StatusCodes.Status400BadRequest);
        writer.WriteString("error"u8, "Invalid event array"u8);
        writer.WriteEndObject();
    }
}

/// <summary>An item of a router or batch answer.</summary>
/// <param name="Item">Events and outcome.</param>
/// <param name="Destination">The destination, echoed.</param>
internal readonly record struct RouterResult(RouterItem Item, JsonElement Destination);
