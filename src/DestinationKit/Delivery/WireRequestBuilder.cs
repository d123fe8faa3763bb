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

        var headers = new List<KeyValuePair<string, string>>(request.Headers.Count + (request.Kind == BodyKind.Gzip ? 2 : 1));
        for (var i = 0; i < request.Headers.Count; i++)
        {
            Set(headers, request.Headers[i]);
        }

        if (IndexOf(headers, "User-Agent") < 0)
        {
            headers.Add(new("User-Agent", UserAgent));
        }

        if (request.Kind == BodyKind.Gzip)
        {
            Set(headers, new("Content-Encoding", "gzip"));
        }

        return new WireRequest(request.Method, Url(request), headers, Body(request));
    }

    private static ReadOnlyMemory<byte> Body(VendorRequest request) => request.Kind switch
    {
        BodyKind.None => default,
        BodyKind.Json => request.Content.IsUndefined ? request.Body : request.Content.ToUtf8(),
        BodyKind.Form => FormBody.Of(request.Content.IsUndefined && request.Body.Length > 0 ? JsonElement.Parse(request.Body.Span) : request.Content),
        BodyKind.Gzip => Gzip(Text(request)),
        _ => Text(request),
    };

    private static ReadOnlyMemory<byte> Text(VendorRequest request) =>
        request.Content.AsText() is { } text ? Encoding.UTF8.GetBytes(text) : request.Body;

    // Names that differ only in case are one header: an event's own replaces that of the settings.
    private static void Set(List<KeyValuePair<string, string>> headers, KeyValuePair<string, string> header)
    {
        if (IndexOf(headers, header.Key) is >= 0 and var at)
        {
            headers[at] = header;
        }
        else
        {
            headers.Add(header);
        }
    }

    private static int IndexOf(List<KeyValuePair<string, string>> headers, string name)
    {
        var at = headers.Count - 1;
        while (at >= 0 && !headers[at].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            at--;
        }

        return at;
    }

    private static string Url(VendorRequest request)
    {
        if (request.Params.Count == 0)
        {
            return request.Endpoint;
        }

        // The query goes before a fragment, which is never sent.
        var endpoint = request.Endpoint.AsSpan();
        endpoint = endpoint.IndexOf('#') is >= 0 and var fragment ? endpoint[..fragment] : endpoint;
        var url = new StringBuilder(endpoint.Length + 64).Append(endpoint);
        var separator = !endpoint.Contains('?') ? "?" : endpoint[^1] is '?' or '&' ? "" : "&";
        foreach (var (name, value) in request.Params)
        {
            url.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value.ToDigits()));
            separator = "&";
        }

        return url.ToString();
    }

    private static ReadOnlyMemory<byte> Gzip(ReadOnlyMemory<byte> text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(text.Span);
        }

        return buffer.ToArray();
    }
}
