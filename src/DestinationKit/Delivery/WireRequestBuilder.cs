using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Pintle.DestinationKit.Delivery;

/// <summary>Turns a destination's request into the bytes that go out (transformer API §4).</summary>
public static class WireRequestBuilder
{
    private const string UserAgent = "RudderLabs";

    /// <summary>The wire form; null when the request isn't of type REST and is therefore not sent.</summary>
    public static WireRequest? Build(VendorRequest request)
    {
        if (request.Type != "REST")
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>(request.Headers.Count + 2);
        headers.AddRange(request.Headers);
        if (!headers.Exists(h => h.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new("User-Agent", UserAgent));
        }

        var body = request.Body;
        if (request.Kind == BodyKind.Gzip)
        {
            body = Gzip(request.Body.Span);
            headers.Add(new("Content-Encoding", "gzip"));
        }
        else if (request.Kind == BodyKind.Form)
        {
            body = Form(request.Body);
        }

        return new WireRequest(request.Method, Url(request), headers, request.Kind == BodyKind.None ? default : body);
    }

    private static string Url(VendorRequest request)
    {
        if (request.Params.Count == 0)
        {
            return request.Endpoint;
        }

        var url = new StringBuilder(request.Endpoint);
        var separator = request.Endpoint.Contains('?', StringComparison.Ordinal)
            ? request.Endpoint[^1] is '?' or '&' ? "" : "&"
            : "?";
        foreach (var (name, value) in request.Params)
        {
            url.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(Text(value)));
            separator = "&";
        }

        return url.ToString();
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static byte[] Form(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Pintle.Events.JsonPolicy.Document);
        var text = new StringBuilder();
        foreach (var field in document.RootElement.EnumerateObject())
        {
            text.Append(text.Length == 0 ? "" : "&")
                .Append(FormEscape(field.Name)).Append('=').Append(FormEscape(Text(field.Value)));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string FormEscape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> Gzip(ReadOnlySpan<byte> text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return buffer.ToArray();
    }
}
