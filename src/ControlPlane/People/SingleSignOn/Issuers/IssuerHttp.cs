using Microsoft.IdentityModel.Protocols;

namespace Pintle.ControlPlane.People.SingleSignOn.Issuers;

/// <summary>Asks issuers, for a bounded time and a bounded answer.</summary>
internal sealed class IssuerHttp : IDocumentRetriever, IDisposable
{
    /// <summary>An issuer that takes longer is away.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private const int MostBytes = 1 << 19;

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public IssuerHttp(ControlPlaneOptions options, TimeProvider time)
    {
        // Without redirects: a client's secret goes nowhere else than it was meant for.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        if (options.Connect is { } connect)
        {
            handler.ConnectCallback = connect;
        }

        _time = time;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytes };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Pintle");
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <exception cref="IssuerException">It gave no answer.</exception>
    public async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var url = request.RequestUri;
        if (url is null || !url.IsAbsoluteUri || !IssuerAddress.IsSafe(url))
        {
            throw new IssuerException($"\"{url}\", which it names, is no https address.");
        }

        using var longest = new CancellationTokenSource(Longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, longest.Token);
        try
        {
            using var answer = await _http.SendAsync(request, either.Token);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(either.Token));
        }
        catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            var reason = away is OperationCanceledException ? $"it gave no answer within {Longest.TotalSeconds:0} seconds." : away.GetBaseException().Message;
            throw new IssuerException($"{url.Authority} can't be reached: {reason}") { IsAway = true };
        }
    }

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : null);
        var (status, body) = await SendAsync(request, cancel);
        return status == 200 ? body : throw new IssuerException($"{address} answered {status} instead of 200.") { IsAway = status >= 500 };
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An issuer can't be used; the message says why, to administrators.</summary>
internal sealed class IssuerException(string message) : Exception(message)
{
    /// <summary>It may be there again later.</summary>
    public bool IsAway { get; init; }
}
