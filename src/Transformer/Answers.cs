using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.Events;

namespace Pintle.Transformer;

/// <summary>Writes answers of the API.</summary>
internal static class Answers
{
    // Outputs may be nested a little deeper than the deepest metadata that is echoed.
    private static readonly JsonWriterOptions Writer = JsonPolicy.Writer with { MaxDepth = 1_100 };

    /// <summary>The header by which callers know that they speak with a transformer (transformer API §1).</summary>
    public static void Stamp(HttpContext context) => context.Response.Headers["apiVersion"] = "2";

    public static async Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, Writer))
        {
            write(writer);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    public static Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    public static Task UnknownDestinationAsync(HttpContext context, string name) =>
        ErrorAsync(context, StatusCodes.Status404NotFound, $"Unknown destination: {name}", null);

    public static Task ErrorAsync(HttpContext context, int status, string error, string? message) => JsonAsync(
        context,
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, error);
            if (message is not null)
            {
                writer.WriteString("message"u8, message);
            }

            writer.WriteEndObject();
        },
        status);
}
