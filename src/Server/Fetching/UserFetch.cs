using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.Router.Outbound;
using Pintle.UserCode.Running;

namespace Pintle.Server.Fetching;

/// <summary>The calls of user code: <c>fetch</c>, <c>fetchV2</c>, <c>geolocation</c> (user transformations §4). Behind the outbound guard, redirects too.</summary>
internal sealed class UserFetch(OutboundGuard guard, Geolocation geolocation) : IDisposable
{
    private const int MostBytes = 10 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = guard.ConnectAsync, UseCookies = false, UseProxy = false, MaxAutomaticRedirections = 20, MaxConnectionsPerServer = 200,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60), ActivityHeadersPropagator = null,
    })
    { MaxResponseContentBufferSize = MostBytes, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Does what a call asks.</summary>
    public async Task<HostAnswer> CallAsync(string kind, JsonElement arguments, CancellationToken ct)
    {
        try
        {
            return kind switch
            {
                "fetch" => new HostAnswer(true, Body((await SendAsync(arguments, ct)).Text)?.ToJsonString() ?? "null"),
                "fetchV2" => new HostAnswer(true, await FetchV2Async(arguments, ct)),
                _ => await geolocation.CallAsync(arguments, ct),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The first form never rejects.
            return kind == "fetch" ? new HostAnswer(true, "\"ERROR\"") : Rejected("FetchError", Reason(failure));
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        geolocation.Dispose();
    }

    private async Task<string> FetchV2Async(JsonElement arguments, CancellationToken ct)
    {
        var (answer, text) = await SendAsync(arguments, ct);
        using (answer)
        {
            var headers = new JsonObject();
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            {
                headers[name.ToLowerInvariant()] = string.Join(", ", values);
            }

            JsonNode? body;
            try
            {
                body = Body(text);
            }
            catch (JsonException)
            {
                body = text;
            }

            return new JsonObject { ["url"] = answer.RequestMessage?.RequestUri?.ToString(), ["status"] = (int)answer.StatusCode, ["headers"] = headers, ["body"] = body }.ToJsonString();
        }
    }

    private async Task<(HttpResponseMessage Answer, string Text)> SendAsync(JsonElement arguments, CancellationToken ct)
    {
        var (url, options) = (Url(arguments), arguments.GetArrayLength() > 1 && arguments[1].ValueKind == JsonValueKind.Object ? arguments[1] : JsonElement.Parse("{}"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit(options));
        using var request = new HttpRequestMessage(HttpMethod.Parse(Text(options, "method") is { Length: > 0 } method ? method.ToUpperInvariant() : "GET"), url);
        if (options.TryGetProperty("body", out var body) && body.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText()));
        }

        if (options.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject())
            {
                Add(request, header.Name, header.Value.ToString());
            }
        }

        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
        return (answer, await answer.Content.ReadAsStringAsync(limit.Token));
    }

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static Uri Url(JsonElement arguments)
    {
        var text = arguments.GetArrayLength() > 0 && arguments[0].ValueKind == JsonValueKind.String ? arguments[0].GetString()!.Trim() : "";
        return text.Length == 0 ? throw new InvalidOperationException("fetch url is required")
            : !Uri.TryCreate(text, UriKind.Absolute, out var url) ? throw new InvalidOperationException($"invalid url, {text}")
            : url.Scheme is not ("http" or "https") ? throw new InvalidOperationException("invalid protocol, only http and https are supported")
            : url;
    }

    private static TimeSpan Limit(JsonElement options) =>
        options.TryGetProperty("timeout", out var timeout) && timeout.ValueKind == JsonValueKind.Number && timeout.GetDouble() is > 0 and var milliseconds && milliseconds < Longest.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds) : Longest;

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonNode? Body(string text) => JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 512 });

    private static string Reason(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException)
            {
                return $"blocked request to non-public address: {cause.Message}";
            }
        }

        return failure is OperationCanceledException ? "network timeout" : failure.Message;
    }

    private static HostAnswer Rejected(string name, string message) =>
        new(false, new JsonObject { ["message"] = message, ["name"] = name }.ToJsonString());
}
