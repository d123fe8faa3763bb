using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Pintle.ControlPlane.Access;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Definitions;

/// <summary><c>/api/v1/definitions/{destinations|sources}/{name}/icon.svg</c>: for image elements, which show no log-in.</summary>
internal static class IconRoutes
{
    private const string Cached = "public, max-age=86400";

    // An image is all it is, also where somebody opens it by itself.
    private const string Harmless = "default-src 'none'; style-src 'unsafe-inline'";

    private static readonly ConcurrentDictionary<string, byte[]> Known = new();

    /// <summary>Where the icon of a kind is.</summary>
    public static string AddressOf(string list, string name) => $"/api/v1/definitions/{list}/{Uri.EscapeDataString(name)}/icon.svg";

    public static void MapIcons(this RouteGroupBuilder definitions)
    {
        definitions.MapGet("/destinations/{name}/icon.svg", Destination).IsOpen().WithName("getDestinationIcon").WithSummary("The icon of a kind of destination, an SVG image; kinds that are not known have one too.");
        definitions.MapGet("/sources/{name}/icon.svg", Source).IsOpen().WithName("getSourceIcon").WithSummary("The icon of a kind of source, an SVG image; kinds that are not known have one too.");
    }

    // What is not known is drawn each time: anybody can ask for any name.
    private static FileContentHttpResult Destination(string name, HttpContext context, DestinationCatalogue catalogue) => Answer(context, catalogue.Find(name) is { } type
        ? Known.GetOrAdd($"destinations/{type.Name}", static (_, type) => Encoding.UTF8.GetBytes(Icon.Of(type)), type)
        : Encoding.UTF8.GetBytes(Icon.Draw(name)));

    private static FileContentHttpResult Source(string name, HttpContext context) => Answer(context, SourceType.Find(name) is { } type
        ? Known.GetOrAdd($"sources/{type.Name}", static (_, type) => Encoding.UTF8.GetBytes(Icon.Draw(type.DisplayName)), type)
        : Encoding.UTF8.GetBytes(Icon.Draw(name)));

    private static FileContentHttpResult Answer(HttpContext context, byte[] image)
    {
        context.Response.Headers.CacheControl = Cached;
        context.Response.Headers.ContentSecurityPolicy = Harmless;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(image, "image/svg+xml", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(image))[..16]}\""));
    }
}
