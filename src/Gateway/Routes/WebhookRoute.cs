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
internal sealed class WebhookRoute(EventRoutes events, WorkspaceHolder workspace, GatewayOptions options, InFlightBudget budget)
{
    private const string EventName = "webhook_source_event";

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

        var body = Build(properties, context.Request, source!);
        var origin = new EventOrigin(snapshot, source!, "track", CallerIp.Of(context), "", "", "", null);
        var (answer, wait) = await events.StoreAsync(body, origin, single: true);
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

    private async Task<(JsonNode? Properties, Answer? Refusal)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var (body, refusal) = await RequestBody.ReadAsync(request, options.MaxRequestBytes, budget, context.RequestAborted);
        if (body is null)
        {
            return (null, refusal);
        }

        using (body)
        {
            var type = request.ContentType ?? "";
            try
            {
                return type.Contains("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? (WebhookForm.ReadFields(body.Bytes.Span), null)
                    : type.Contains("multipart/form-data", StringComparison.OrdinalIgnoreCase) ? await WebhookForm.ReadPartsAsync(type, body.Bytes)
                    : (body.Length == 0 ? new JsonObject() : Parse(body.Bytes.Span), null);
            }
            catch (JsonException)
            {
                return (null, Answer.InvalidJson);
            }
        }
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
        foreach (var (name, values) in QueryParameters.Read(request.QueryString.Value))
        {
            query[name] = string.Join(',', values);
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
