using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pintle.Gateway.Routes;

/// <summary>Routes about the server itself (spec gateway.md §9).</summary>
internal sealed class InfoRoutes(GatewayInfo info)
{
    private const string Json = "application/json; charset=utf-8";

    public async Task HealthAsync(HttpContext context)
    {
        if (!await info.IsStoreUpAsync(context.RequestAborted))
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            await WriteAsync(context.Response, StatusCodes.Status503ServiceUnavailable, "text/plain; charset=utf-8", "Cannot connect to db\n");
            return;
        }

        await WriteAsync(context.Response, StatusCodes.Status200OK, Json, new JsonObject
        {
            ["appType"] = "EMBEDDED",
            ["server"] = "UP",
            ["db"] = "UP",
            ["acceptingEvents"] = "TRUE",
            ["routingEvents"] = "TRUE",
            ["mode"] = "NORMAL",
            ["backendConfigMode"] = info.ConfigurationMode,
            ["lastSync"] = info.LastSync()?.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "",
            ["lastRegulationSync"] = "",
        }.ToJsonString());
    }

    public Task VersionAsync(HttpContext context) => WriteAsync(context.Response, StatusCodes.Status200OK, Json, new JsonObject
    {
        ["Version"] = info.Version,
        ["Commit"] = info.Commit,
        ["BuildDate"] = "",
        ["BuiltBy"] = "",
        ["Features"] = new JsonArray("gzip-req-payload"),
    }.ToJsonString());

    public static Task DocsAsync(HttpContext context) => WriteAsync(context.Response, StatusCodes.Status200OK, "text/html; charset=utf-8", Docs);

    public static Task RobotsAsync(HttpContext context) =>
        WriteAsync(context.Response, StatusCodes.Status200OK, "text/plain; charset=utf-8", "User-agent: * \nDisallow: / \n");

    /// <summary>What SDKs report about themselves is of no use here.</summary>
    public static Task IgnoreAsync(HttpContext context) => WriteAsync(context.Response, StatusCodes.Status200OK, "text/plain; charset=utf-8", "ok");

    private static Task WriteAsync(HttpResponse response, int status, string type, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }

    private const string Docs = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Pintle: HTTP API</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3rem .6rem;text-align:left}</style></head>
        <body><h1>Pintle: HTTP API</h1>
        <p>Events are sent with the source's write key as the user name of Basic authentication. An answer of 200 <code>ok</code> means that every event of the request is on disk.</p>
        <table><tr><th>Request</th><th>Body</th></tr>
        <tr><td>POST /v1/identify, /v1/track, /v1/page, /v1/screen, /v1/group, /v1/alias, /v1/merge, /v1/audiencelist</td><td>one event</td></tr>
        <tr><td>POST /v1/batch</td><td><code>{"batch":[event, …]}</code></td></tr>
        <tr><td>POST /v1/import</td><td><code>{"batch":[event, …]}</code>, past events</td></tr>
        <tr><td>POST /beacon/v1/batch?writeKey=…</td><td><code>{"batch":[event, …]}</code></td></tr>
        <tr><td>GET /pixel/v1/track, /pixel/v1/page?writeKey=…</td><td>the event's members as query parameters; answers a picture</td></tr>
        <tr><td>POST /v1/webhook?writeKey=…</td><td>any JSON, for webhook sources</td></tr>
        <tr><td>GET /health, /version</td><td>about the server</td></tr></table>
        <p>An event needs <code>userId</code> or <code>anonymousId</code>. Limits: 4,096,000 bytes and 10,000 events a request, 64 levels of nesting.
        Answers: 400 the body is wrong, 401 the write key is wrong, 404 the source is disabled, 413 too large, 429 too many, 503 try again later.</p>
        </body></html>
        """;
}
