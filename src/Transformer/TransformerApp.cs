using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pintle.DestinationKit;
using Pintle.Events;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Responses;

namespace Pintle.Transformer;

/// <summary>The transformer's HTTP API over the destination kit (transformer API §1–§3).</summary>
/// <param name="catalogue">Destinations that it serves.</param>
/// <param name="version">What <c>/version</c> answers.</param>
/// <param name="log">For requests that fail by a bug.</param>
public sealed partial class TransformerApp(DestinationCatalogue catalogue, string version, ILogger<TransformerApp> log)
{
    private const string ApiVersion = "2";

    // Outputs may be nested a little deeper than the deepest metadata that is echoed.
    private static readonly JsonWriterOptions Writer = JsonPolicy.Writer with { MaxDepth = 1_100 };

    /// <summary>Answers one request. A bug while it is answered is a 500 that says so.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (BadRequestException bad)
        {
            await WriteErrorAsync(context, StatusCodes.Status400BadRequest, bad.Message, null);
        }
        catch (CompactionException bad)
        {
            await WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "Internal Server Error", bad.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            await WriteErrorAsync(context, StatusCodes.Status400BadRequest, "Request aborted", null);
        }
        catch (Exception bug) when (!context.Response.HasStarted)
        {
            LogBug(context.Request.Path, bug);
            await WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "Internal Server Error", bug.Message);
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, segments) switch
        {
            ("GET", ["health"]) => WriteJsonAsync(context, WriteHealth),
            ("GET", ["version"] or ["buildVersion"]) => WriteTextAsync(context, StatusCodes.Status200OK, version),
            ("GET", ["features"]) => WriteJsonAsync(context, WriteFeatures),
            ("POST", ["v0" or "v1", "destinations", var name]) => ProcessAsync(context, name),
            ("POST", ["routerTransform"]) => RouterTransformAsync(context),
            _ => WriteTextAsync(context, StatusCodes.Status404NotFound, "Not Found"),
        };
    }

    private async Task ProcessAsync(HttpContext context, string name)
    {
        if (catalogue.Find(name) is not { } type)
        {
            await WriteErrorAsync(context, StatusCodes.Status404NotFound, $"Unknown destination: {name}", null);
            return;
        }

        using var request = await TransformRequest.ReadAsync(context.Request, context.RequestAborted);
        context.Response.Headers["apiVersion"] = ApiVersion;
        await WriteJsonAsync(context, writer =>
        {
            var transformation = new Transformation(type, bug => LogEventBug(type.Name, bug));
            var items = new ProcessorItems(writer, type.Name);
            writer.WriteStartArray();
            foreach (var input in request.Inputs)
            {
                items.Write(input, transformation.Of(input));
            }

            writer.WriteEndArray();
        });
    }

    private async Task RouterTransformAsync(HttpContext context)
    {
        using var request = await TransformRequest.ReadAsync(context.Request, context.RequestAborted);
        var type = catalogue.Find(request.DestinationType);
        if (request.Inputs.Count > 0 && type is null)
        {
            await WriteErrorAsync(context, StatusCodes.Status404NotFound, $"Unknown destination: {request.DestinationType}", null);
            return;
        }

        context.Response.Headers["apiVersion"] = ApiVersion;
        await WriteJsonAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("output"u8);
            if (type is null || request.Inputs.Count == 0)
            {
                WriteInvalidArray(writer, request.DestinationType);
            }
            else
            {
                var transformation = new Transformation(type, bug => LogEventBug(type.Name, bug));
                var items = new RouterItems(writer, type.Name);
                foreach (var input in request.Inputs)
                {
                    items.Write(input, transformation.Of(input));
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
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

    private void WriteHealth(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("service"u8, "UP"u8);
        writer.WriteString("version"u8, version);
        writer.WriteEndObject();
    }

    private static void WriteFeatures(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("routerTransform"u8);
        writer.WriteEndObject();
        writer.WriteStartArray("regulations"u8);
        writer.WriteEndArray();
        writer.WriteBoolean("supportSourceTransformV1"u8, true);
        writer.WriteBoolean("supportTransformerProxyV1"u8, true);
        writer.WriteBoolean("upgradedToSourceTransformV2"u8, true);
        writer.WriteBoolean("supportDestTransformCompactedPayloadV1"u8, true);
        writer.WriteEndObject();
    }

    private static async Task WriteJsonAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, Writer))
        {
            write(writer);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static Task WriteTextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string error, string? message) => WriteJsonAsync(
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

    [LoggerMessage(6002, LogLevel.Error, "An event could not be transformed for {Destination} by a bug of Pintle; its neighbours were.")]
    private partial void LogEventBug(string destination, Exception bug);

    [LoggerMessage(6001, LogLevel.Error, "A request to {Path} failed by a bug of Pintle.")]
    private partial void LogBug(string path, Exception bug);
}
