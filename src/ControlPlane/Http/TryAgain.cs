using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Http;

/// <summary>429, with when to come again.</summary>
internal static class TryAgain
{
    /// <param name="context">The request; its answer gets <c>Retry-After</c>.</param>
    /// <param name="wait">How long to stay away; said in whole seconds, at least one.</param>
    /// <param name="message">A sentence around the seconds.</param>
    public static ApiException After(HttpContext context, TimeSpan wait, Func<int, string> message)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = $"{seconds}";
        return new ApiException(StatusCodes.Status429TooManyRequests, message(seconds));
    }
}
