using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Http;

/// <summary>Versions in headers (RFC 9110 §13): who changes something says which version they have seen.</summary>
internal static class Etag
{
    public const string Stale = "Somebody else has changed it since you read it. Read it again, and repeat your change on what it is now.";

    /// <summary>Tells the version of what is answered.</summary>
    public static void Show(HttpContext context, IVersioned thing) => context.Response.Headers.ETag = Of(thing.Version);

    /// <summary>Was it this version that the sender saw? <c>*</c> is any.</summary>
    /// <exception cref="ApiException">It was not, or it isn't said.</exception>
    public static void Check(HttpContext context, IVersioned thing)
    {
        var seen = context.Request.Headers.IfMatch;
        if (seen.Count == 0)
        {
            throw new ApiException(StatusCodes.Status428PreconditionRequired, $"Say in If-Match which version you have read, as its ETag had it ({Of(thing.Version)} is the newest), or * for any.");
        }

        if (!seen.ToString().Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag == Of(thing.Version)))
        {
            throw new ApiException(StatusCodes.Status412PreconditionFailed, Stale);
        }
    }

    private static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
