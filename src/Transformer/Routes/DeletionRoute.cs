using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Responses;

namespace Pintle.Transformer.Routes;

/// <summary>Deletion of people at vendors (transformer API §10).</summary>
internal static class DeletionRoute
{
    public static async Task AnswerAsync(Call call, DestinationCatalogue catalogue)
    {
        using var document = await TransformRequest.ParseAsync(call.Context.Request, call.Aborted);
        JsValue body = document.RootElement;
        JsValue[] jobs = [.. body.Items];
        if (jobs.Length == 0)
        {
            throw new BadRequestException("The body is not a list of deletions.");
        }

        if (Array.Find(jobs, job => catalogue.Find(job["destType"].ToText() ?? "") is null) is { IsUndefined: false } unknown)
        {
            await Answers.UnknownDestinationAsync(call.Context, unknown["destType"].ToText() ?? "");
            return;
        }

        var secret = TransformRequest.HeaderJson(call.Context.Request, "X-Rudder-Dest-Info")["secret"];
        var results = new List<DeletionResult>(jobs.Length);
        foreach (var job in jobs)
        {
            results.Add(await DeleteAsync(call, catalogue.Find(job["destType"].ToText()!)!, job, secret));
        }

        await Answers.JsonAsync(call.Context, writer => Write(writer, results), results[0].StatusCode);
    }

    private static async Task<DeletionResult> DeleteAsync(Call call, DestinationType type, JsValue job, JsValue secret)
    {
        try
        {
            return await type.DeleteAsync(new DeletionRequest([.. job["userAttributes"].Items], job["config"], secret, call.Environment), call.Aborted);
        }
        catch (Exception bug) when (!call.Aborted.IsCancellationRequested)
        {
            call.Environment.OnBug(type.Name, bug);
            return new DeletionResult(500, bug.Message);
        }
    }

    private static void Write(Utf8JsonWriter writer, List<DeletionResult> results)
    {
        writer.WriteStartArray();
        foreach (var result in results)
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode"u8, result.StatusCode);
            if (result.StatusCode is >= 200 and < 300)
            {
                writer.WriteString("status"u8, "successful"u8);
            }
            else
            {
                writer.WriteString("error"u8, result.Error);
            }

            if (result.Auth != AuthProblem.None)
            {
                writer.WriteString("authErrorCategory"u8, DeliveryJson.CategoryOf(result.Auth));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
