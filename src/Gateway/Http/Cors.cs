using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pintle.Gateway.Http;

/// <summary>Any origin may send events: it is reflected, with credentials (spec gateway.md §1).</summary>
internal static class Cors
{
    private const string PreflightVary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

    /// <summary>Adds the headers; true when the request was a preflight and is answered.</summary>
    public static bool Apply(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var origin = request.First("Origin");
        var method = request.First("Access-Control-Request-Method");
        var isPreflight = HttpMethods.IsOptions(request.Method) && method.Length > 0;
        response.Headers.Vary = isPreflight ? PreflightVary : "Origin";
        var isAllowed = IsAscii(origin);
        if (!isPreflight)
        {
            if (isAllowed)
            {
                AllowOrigin(response, origin);
            }

            return false;
        }

        response.StatusCode = StatusCodes.Status204NoContent;
        if (isAllowed && method is "GET" or "POST" or "HEAD")
        {
            AllowOrigin(response, origin);
            response.Headers.AccessControlAllowMethods = method;
            if (request.Headers.AccessControlRequestHeaders is { Count: > 0 } headers && headers.All(IsAscii))
            {
                response.Headers.AccessControlAllowHeaders = headers;
            }

            response.Headers.AccessControlMaxAge = "900";
        }

        return true;
    }

    private static void AllowOrigin(HttpResponse response, string origin)
    {
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.AccessControlAllowCredentials = "true";
    }

    // What no browser sends (https://www.rfc-editor.org/rfc/rfc6454#section-7.1) can't be sent back either.
    private static bool IsAscii(string? value) => value is { Length: > 0 } && Ascii.IsValid(value);
}
