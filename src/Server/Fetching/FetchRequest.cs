using System.Text;
using System.Text.Json;

namespace Pintle.Server.Fetching;

/// <summary>What user code asks for, as a request. What a request must not have is refused in words for the code's author.</summary>
internal static class FetchRequest
{
    private const int LongestUrl = 64 << 10;
    private const int LongestQuote = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // They are about the connection, which is ours.
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Expect",
    };

    /// <summary>The request of a call, and how long it may take.</summary>
    /// <exception cref="InvalidOperationException">It can't be made. The message says why.</exception>
    public static (HttpRequestMessage Request, TimeSpan Limit) Of(JsonElement arguments)
    {
        var options = arguments.GetArrayLength() > 1 && arguments[1].ValueKind == JsonValueKind.Object ? arguments[1] : JsonElement.Parse("{}");
        var request = new HttpRequestMessage(Method(options), Url(arguments));
        if (options.TryGetProperty("body", out var body) && body.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText()));
        }

        if (options.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject().Where(h => !OfConnection.Contains(h.Name)))
            {
                Add(request, header.Name, header.Value.ToString());
            }
        }

        return (request, Limit(options));
    }

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new InvalidOperationException($"invalid header {Quoted(name)}: its value has a line break");
        }

        if (request.Headers.TryAddWithoutValidation(name, value))
        {
            return;
        }

        request.Content ??= new ByteArrayContent([]);
        request.Content.Headers.Remove(name);
        request.Content.Headers.TryAddWithoutValidation(name, value);
    }

    private static HttpMethod Method(JsonElement options)
    {
        var name = options.TryGetProperty("method", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.ToUpperInvariant() : "";
        return name.Length == 0 ? HttpMethod.Get
            : name is "CONNECT" or "TRACE" or "TRACK" || !name.All(char.IsAsciiLetter) ? throw new InvalidOperationException($"invalid method, {Quoted(name)}")
            : HttpMethod.Parse(name);
    }

    private static Uri Url(JsonElement arguments)
    {
        var text = arguments.GetArrayLength() > 0 && arguments[0].ValueKind == JsonValueKind.String ? arguments[0].GetString()!.Trim() : "";
        return text.Length == 0 ? throw new InvalidOperationException("fetch url is required")
            : text.Length > LongestUrl ? throw new InvalidOperationException($"invalid url, it has more than {LongestUrl} characters")
            : !Uri.TryCreate(text, UriKind.Absolute, out var url) ? throw new InvalidOperationException($"invalid url, {Quoted(text)}")
            : url.Scheme is not ("http" or "https") ? throw new InvalidOperationException("invalid protocol, only http and https are supported")
            : url;
    }

    private static TimeSpan Limit(JsonElement options) =>
        options.TryGetProperty("timeout", out var timeout) && timeout.ValueKind == JsonValueKind.Number && timeout.GetDouble() is > 0 and var milliseconds && milliseconds < Longest.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds) : Longest;

    private static string Quoted(string text) => text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text;
}
