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
        // OAuth tokens come once, for all events (§5).
        var secret = TransformRequest.HeaderJson(call.Context.Request, "Oauth-Secret");
        var inputs = request.Inputs.Select(input => input.WithSecret(secret));
        var results = new List<RouterResult>();
        foreach (var group in inputs.GroupBy(GroupOf).SelectMany(static g => g.GroupBy(ConfigOf, RawJsonComparer.Instance)))
        {
            results.AddRange(await transformation.OfTogetherAsync([.. group]));
        }

        return results;
    }

    private static (string Destination, string Run) GroupOf(TransformInput input) =>
        (((JsValue)input.Destination)["ID"].ToText() ?? "", input.Run ?? "default");

    // Callers that know that the settings take nothing from events have them all go together.
    private static JsonElement ConfigOf(TransformInput input) => input.HasDynamicConfig == false ? default : input.Config;

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
