using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pintle.Workspace.SourceConfig;

/// <summary><c>/sourceConfig</c>: what SDKs in browsers and apps learn about their source (workspace-config.md §6).</summary>
public sealed class SourceConfigEndpoint(WorkspaceHolder workspace)
{
    /// <summary>Does the path belong to the endpoint? With and without trailing slash, duplicate slashes collapsed.</summary>
    public static bool Matches(PathString path) =>
        path.Value is { } value && value.StartsWith('/') && value.Trim('/').Equals("sourceConfig", StringComparison.OrdinalIgnoreCase);

    public async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.AccessControlAllowOrigin = "*";
        if (HttpMethods.IsOptions(request.Method))
        {
            response.Headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
            response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, Accept";
            response.Headers.AccessControlMaxAge = "900";
            response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.Headers.Allow = "GET, HEAD, OPTIONS";
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        }
        else if (workspace.Current is not { } snapshot)
        {
            response.Headers.RetryAfter = "1";
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else
        {
            await AnswerAsync(request, response, snapshot);
        }
    }

    private static async Task AnswerAsync(HttpRequest request, HttpResponse response, WorkspaceSnapshot snapshot)
    {
        if (WriteKey(request) is not { } key || !snapshot.SourcesByWriteKey.TryGetValue(key, out var source))
        {
            await WriteAsync(request, response, StatusCodes.Status400BadRequest, """{"message":"Invalid write key"}"""u8.ToArray());
            return;
        }

        var body = SourceConfigDocument.Write(source, snapshot);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        response.Headers.ETag = tag;
        if (request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await WriteAsync(request, response, StatusCodes.Status200OK, body);
    }

    private static Task WriteAsync(HttpRequest request, HttpResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    private static string? WriteKey(HttpRequest request)
    {
        const string Scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        Span<byte> text = stackalloc byte[512];
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length < 600
            && Convert.TryFromBase64Chars(header.AsSpan(Scheme.Length), text, out var length) && text[..length].IndexOf((byte)':') is >= 0 and var end)
        {
            return Encoding.UTF8.GetString(text[..end]);
        }

        return request.Query["writeKey"] is { Count: > 0 } key ? key[0] : null;
    }
}
