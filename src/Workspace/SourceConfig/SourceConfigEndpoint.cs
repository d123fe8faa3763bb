using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pintle.Workspace.SourceConfig;

/// <summary><c>/sourceConfig</c>: what SDKs in browsers and apps learn about their source (workspace-config.md §6). All browsers of a site ask: nothing is looked up or written for one of them.</summary>
public sealed class SourceConfigEndpoint(ISourceConfigs sources)
{
    /// <summary>Does the path belong to the endpoint? With and without trailing slash, duplicate slashes collapsed.</summary>
    public static bool Matches(PathString path) =>
        path.Value is { } value && value.StartsWith('/') && value.AsSpan().Trim('/').Equals("sourceConfig", StringComparison.OrdinalIgnoreCase);

    public Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.AccessControlAllowOrigin = "*";
        if (HttpMethods.IsOptions(request.Method))
        {
            response.Headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
            response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, Accept";
            response.Headers.AccessControlMaxAge = "900";
            response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.Headers.Allow = "GET, HEAD, OPTIONS";
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        return AnswerAsync(request, response);
    }

    private async Task AnswerAsync(HttpRequest request, HttpResponse response)
    {
        var answer = WriteKey(request) is { Length: > 0 } key ? await sources.FindAsync(key, request.HttpContext.RequestAborted) : SourceConfigAnswer.UnknownKey;
        response.StatusCode = answer.Status;
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "1";
        }

        if (answer.Tag.Length > 0)
        {
            // Browsers keep it and ask whether it is still true: a change is seen by the next page.
            response.Headers.CacheControl = "private, no-cache";
            response.Headers.Vary = "Authorization";
            response.Headers.ETag = answer.Tag;
            if (IsKnown(request.Headers.IfNoneMatch.ToString(), answer.Tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = "application/json";
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(answer.Body, request.HttpContext.RequestAborted);
        }
    }

    // A proxy that compresses weakens the tag.
    private static bool IsKnown(string seen, string tag)
    {
        foreach (var part in seen.AsSpan().Split(','))
        {
            var one = seen.AsSpan(part).Trim();
            if (one is "*" || (one.StartsWith("W/", StringComparison.Ordinal) ? one[2..] : one).SequenceEqual(tag))
            {
                return true;
            }
        }

        return false;
    }

    private static string? WriteKey(HttpRequest request)
    {
        const string Scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        Span<byte> text = stackalloc byte[512];
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length < 600
            && Convert.TryFromBase64Chars(header.AsSpan(Scheme.Length), text, out var length) && text[..length].IndexOf((byte)':') is > 0 and var end)
        {
            return Encoding.UTF8.GetString(text[..end]);
        }

        return request.Query["writeKey"] is { Count: > 0 } key ? key[0] : null;
    }
}
