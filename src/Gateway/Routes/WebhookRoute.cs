using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pintle.Gateway.Http;
using Pintle.Gateway.Parsing;
using Pintle.Workspace;

namespace Pintle.Gateway.Routes;

/// <summary>
/// <c>/v1/webhook</c>: any JSON becomes one track event of the plain <c>Webhook</c> source. Sources whose format nothing here can
/// read are refused, never acknowledged.
/// </summary>
internal sealed class WebhookRoute(EventRoutes events, WorkspaceHolder workspace)
{
    private const string EventName = "webhook_source_event";
    private const int LongestForm = 4_096_000;

    public async Task PostAsync(HttpContext context)
    {
        if (workspace.Current is not { } snapshot)
        {
            await Answer.Unavailable.WriteAsync(context.Response);
            return;
        }

        var (source, refusal) = Credentials.ForWebhook(context.Request, snapshot);
        refusal ??= source!.Definition.Name.Equals("webhook", StringComparison.OrdinalIgnoreCase) ? null : Answer.NoWebhookSource;
        if (refusal is not null)
        {
            await refusal.WriteAsync(context.Response);
            return;
        }

        var (properties, unread) = await ReadAsync(context);
        if (unread is not null)
        {
            await unread.WriteAsync(context.Response);
            return;
        }

        byte[] body;
        try
        {
            body = Build(properties, context.Request, source!);
        }
        catch (InvalidOperationException)
        {
            // Text with a lone surrogate can't be written again.
            await Answer.InvalidJson.WriteAsync(context.Response);
            return;
        }

        var origin = new EventOrigin(snapshot, source!, "track", CallerIp.Of(context), "", "", "", null);
        var (answer, wait) = await events.StoreAsync(body, origin, single: true, context.RequestAborted);
        await answer.WriteAsync(context.Response, wait);
    }

    /// <summary>GET is for sources that ask for it; the plain one doesn't.</summary>
    public async Task GetAsync(HttpContext context)
    {
        var refusal = workspace.Current is { } snapshot ? Credentials.ForWebhook(context.Request, snapshot).Refusal : Answer.Unavailable;
        if (refusal is not null)
        {
            await refusal.WriteAsync(context.Response);
        }
    }

    private static async Task<(JsonNode? Properties, Answer? Refusal)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            if (request.HasFormContentType)
            {
                return (await ReadFormAsync(request, context.RequestAborted), null);
            }

            var (body, refusal) = await RequestBody.ReadAsync(request, LongestForm, new InFlightBudget(long.MaxValue), context.RequestAborted);
            using (body)
            {
                return body is null ? (null, refusal) : body.Length == 0 ? (new JsonObject(), null) : (Parse(body.Bytes.Span), null);
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (null, Answer.InvalidJson);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or BadHttpRequestException)
        {
            return (null, Answer.UnreadableBody);
        }
    }

    private static async Task<JsonNode> ReadFormAsync(HttpRequest request, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var fields = new JsonObject();
        foreach (var (name, values) in form)
        {
            fields[name] = new JsonArray([.. values.Select(v => (JsonNode?)v)]);
        }

        if (request.ContentType!.Contains("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return fields;
        }

        var files = new JsonObject();
        foreach (var file in form.Files)
        {
            files[file.Name] = new JsonArray(new JsonObject { ["Filename"] = file.FileName, ["Size"] = file.Length });
        }

        return new JsonObject { ["Value"] = fields, ["File"] = files };
    }

    // NUL characters are taken out before anything reads the body.
    private static JsonNode? Parse(ReadOnlySpan<byte> body) => JsonNode.Parse(
        body.Contains((byte)0) ? [.. body.ToArray().Where(b => b != 0)] : body.ToArray(),
        documentOptions: new JsonDocumentOptions { MaxDepth = Pintle.Events.JsonPolicy.MaxDepth - 1 });

    private static byte[] Build(JsonNode? properties, HttpRequest request, Source source)
    {
        var details = source.Config.ValueKind == JsonValueKind.Object && source.Config.TryGetProperty("putRequestDetailsInContext", out var put)
            && put.ValueKind == JsonValueKind.True;
#pragma warning disable RS0030 // a random person: the event belongs to nobody
        var someone = Guid.NewGuid().ToString();
#pragma warning restore RS0030
        var e = new JsonObject
        {
            ["type"] = "track",
            ["event"] = EventName,
            ["properties"] = properties?.DeepClone(),
            ["anonymousId"] = someone,
            ["context"] = details ? Details(request) : new JsonObject(),
        };
        return Encoding.UTF8.GetBytes(e.ToJsonString());
    }

    private static JsonObject Details(HttpRequest request)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in request.Headers.Where(h => !h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            headers[name] = value.ToString();
        }

        var query = new JsonObject();
        foreach (var (name, value) in request.Query)
        {
            query[name] = value.ToString();
        }

        return new JsonObject
        {
            ["method"] = request.Method,
            ["url"] = $"{request.Path}{request.QueryString}",
            ["proto"] = request.Protocol,
            ["headers"] = headers,
            ["query_parameters"] = query,
        };
    }
}
