using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text;
using Pintle.DestinationKit.Delivery;
using Pintle.Router.Outbound;

namespace Pintle.Router.Sending;

/// <summary>
/// One destination's HTTP client with connections of its own, so that a slow destination starves nobody. Follows no
/// redirects, keeps no cookies, uses no proxy.
/// </summary>
internal sealed class VendorClient(HttpMessageHandler handler) : IDisposable
{
    private const int MostConnections = 128;
    private const int MostBody = 1 << 20;
    private const string Redacted = "redacted due to unsupported content-type";

    private readonly HttpMessageInvoker _http = new(handler);
    private readonly RequestLimits _limits = new();
    private volatile Uri? _lastAddress;

    public VendorClient(OutboundGuard guard)
        : this(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = MostConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
            ConnectCallback = guard.ConnectAsync,
        })
    {
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends one request; <paramref name="timeout"/> runs from connecting to the last byte. Never throws.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SendResult> SendAsync(WireRequest request, TimeSpan timeout, CancellationToken ct)
    {
        var limit = _limits.Take(timeout);
        var stop = ct.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        HttpResponseMessage? answer = null;
        try
        {
            using var message = Build(request);
            answer = await _http.SendAsync(message, limit.Token);
            return new SendResult(await ReadAsync(answer, limit.Token));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new SendResult(null, WasCancelled: true);
        }
        catch (OperationCanceledException)
        {
            return new SendResult(null, SendFailure.TimedOut, $"No complete answer from {Host(request)} within {timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UriFormatException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return Classify(failure, request, hasAnswer: answer is not null);
        }
        finally
        {
            answer?.Dispose();
            await stop.DisposeAsync();
            _limits.Return(limit);
        }
    }

    private HttpRequestMessage Build(WireRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), Address(request.Url));
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        for (var i = 0; i < request.Headers.Count; i++)
        {
            Add(message, request.Headers[i].Key, request.Headers[i].Value);
        }

        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        // Found only while sending, it would look like a broken connection.
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new FormatException($"The value of the header \"{name}\" has a line break or a NUL in it.");
        }

        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || message.Headers.TryAddWithoutValidation(name, value))
        {
            return;
        }

        // The framework keeps some headers with the body, whether there is one or not.
        message.Content ??= new ReadOnlyMemoryContent(default);
        if (!message.Content.Headers.TryAddWithoutValidation(name, value))
        {
            throw new FormatException($"The header name \"{name}\" is not valid.");
        }
    }

    // Most destinations have one address; reading it again for every event is a large part of a request's cost.
    private Uri Address(string text)
    {
        if (_lastAddress is { } last && last.OriginalString == text)
        {
            return last;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new UriFormatException($"\"{text}\" is not an absolute http or https address.");
        }

        return _lastAddress = url;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<VendorResponse> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var type = answer.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        var text = answer.Content.Headers.ContentLength == 0 ? "" : await ReadTextAsync(answer.Content, type, ct);
        return new VendorResponse((int)answer.StatusCode, type, Explain(answer, text), RetryAfter(answer.Headers));
    }

    private static async Task<string> ReadTextAsync(HttpContent content, string type, CancellationToken ct)
    {
        using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = content.Headers.ContentLength is { } known and <= MostBody ? new MemoryStream((int)known) : new MemoryStream();
        var chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(8192);
        try
        {
            int read;
            while (buffer.Length < MostBody && (read = await stream.ReadAsync(chunk, ct)) > 0)
            {
                buffer.Write(chunk, 0, (int)Math.Min(read, MostBody - buffer.Length));
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
        }

        return buffer.Length == 0 ? "" : IsText(type) ? Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) : Redacted;
    }

    // The target is worth more to a person than an empty body.
    private static string Explain(HttpResponseMessage answer, string text) =>
        text.Length == 0 && answer.Headers.Location is { } target ? $"redirects to {target}, which is not followed" : text;

    private static bool IsText(string type) =>
        type.Length == 0 || type.StartsWith("text/", StringComparison.Ordinal)
        || (type.StartsWith("application/", StringComparison.Ordinal)
            && (type.EndsWith("json", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal)));

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when headers.Date is { } now && date > now => date - now,
        _ => null,
    };

    private static SendResult Classify(Exception failure, WireRequest request, bool hasAnswer)
    {
        var host = Host(request);
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException refused:
                    return new SendResult(null, SendFailure.AddressRefused, refused.Message);
                case AuthenticationException tls:
                    return new SendResult(null, SendFailure.TlsFailed, $"No secure connection to {host}: {tls.Message}");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return new SendResult(null, SendFailure.DnsFailed, $"The host name {host} does not resolve.");
                case SocketException { SocketErrorCode: SocketError.ConnectionReset } when !hasAnswer:
                    return new SendResult(null, SendFailure.ConnectionReset, $"{host} closed the connection before it answered.");
                case SocketException socket when !hasAnswer:
                    return new SendResult(null, SendFailure.ConnectionFailed, $"No connection to {host}: {socket.Message}.");
                case UriFormatException or FormatException:
                    return new SendResult(null, SendFailure.BadRequest, cause.Message);
            }
        }

        return failure switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                new SendResult(null, SendFailure.NotHttp, $"What {host} answered is not HTTP."),
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or IOException when hasAnswer =>
                new SendResult(null, SendFailure.ClosedMidAnswer, $"{host} closed the connection in the middle of its answer."),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                new SendResult(null, SendFailure.DnsFailed, $"The host name {host} does not resolve."),
            HttpRequestException or IOException =>
                new SendResult(null, SendFailure.ConnectionReset, $"{host} closed the connection before it answered."),
            _ => new SendResult(null, SendFailure.BadRequest, failure.Message),
        };
    }

    private static string Host(WireRequest request) =>
        Uri.TryCreate(request.Url, UriKind.Absolute, out var url) ? string.Create(CultureInfo.InvariantCulture, $"{url.Host}:{url.Port}") : request.Url;
}
