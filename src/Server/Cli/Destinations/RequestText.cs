using System.Text;
using System.Text.Json;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Server.Cli.Destinations;

/// <summary>A request as people read it: line, headers, and the body with its JSON laid out.</summary>
internal static class RequestText
{
    public static void Write(TextWriter to, WireRequest wire, VendorRequest request)
    {
        to.WriteLine($"{wire.Method} {wire.Url}");
        foreach (var (name, value) in wire.Headers)
        {
            to.WriteLine($"{name}: {value}");
        }

        to.WriteLine();
        if (!wire.Body.IsEmpty)
        {
            to.WriteLine(Body(wire, request));
            to.WriteLine();
        }
    }

    private static string Body(WireRequest wire, VendorRequest request)
    {
        if (request.Kind == BodyKind.Gzip)
        {
            return request.Content.ToText() ?? $"{wire.Body.Length} bytes, gzipped";
        }

        try
        {
            return DestinationsCommand.Pretty(JsonElement.Parse(wire.Body.Span));
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(wire.Body.Span);
        }
    }
}
