using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.Router.Outbound;
using Pintle.UserCode.Running;

namespace Pintle.Server.Fetching;

/// <summary>The calls of user code: <c>fetch</c>, <c>fetchV2</c>, <c>geolocation</c> (user transformations §4). Behind the outbound guard, redirects too.</summary>
internal sealed class UserFetch(OutboundGuard guard, Geolocation geolocation) : IDisposable
{
    private const int MostBytes = 10 << 20;
    private const long MostBytesInAll = 256L << 20;

    private readonly BodyBudget _bodies = new(MostBytes, MostBytesInAll);
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = guard.ConnectAsync, UseCookies = false, UseProxy = false, MaxAutomaticRedirections = 20, MaxConnectionsPerServer = 200,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60), ActivityHeadersPropagator = null, AutomaticDecompression = DecompressionMethods.All,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Does what a call asks.</summary>
    public async Task<HostAnswer> CallAsync(string kind, JsonElement arguments, CancellationToken ct)
    {
        try
        {
            return kind switch
            {
                "fetch" => new HostAnswer(true, await FetchAsync(arguments, ct)),
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

    private async Task<string> FetchAsync(JsonElement arguments, CancellationToken ct)
    {
        var (answer, text) = await SendAsync(arguments, ct);
        answer.Dispose();
        return Body(text)?.ToJsonString() ?? "null";
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
        var (request, longest) = FetchRequest.Of(arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longest);
        using (request)
        {
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var isRead = false;
            try
            {
                var text = await _bodies.ReadAsync(answer.Content, limit.Token);
                isRead = true;
                return (answer, text);
            }
            finally
            {
                if (!isRead)
                {
                    // Closes the connection, on which more may be coming.
                    answer.Dispose();
                }
            }
        }
    }

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
