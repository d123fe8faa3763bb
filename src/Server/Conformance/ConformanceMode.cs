using System.Globalization;
using Pintle.DestinationKit;
using Pintle.Router.Sending;
using Pintle.Server.Configuration;

namespace Pintle.Server.Conformance;

/// <summary>
/// For replaying recorded cases, and nothing else: every outbound call goes to one local address, and a request may say what
/// time it is and what a new id is. On only with <c>--conformance</c>.
/// </summary>
internal sealed class ConformanceMode : IDisposable
{
    private readonly OutboundHttp _http;

    /// <param name="address">Where outbound calls go: <c>ADDRESS/SCHEME/HOST/PATH?QUERY</c>.</param>
    /// <exception cref="ConfigurationException">It is no address.</exception>
    public ConformanceMode(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
        {
            throw new ConfigurationException([$"--conformance needs the address that answers for vendors, such as http://127.0.0.1:9199; \"{address}\" is none."]);
        }

        _http = new OutboundHttp(new RedirectingHandler(url));
    }

    /// <summary>Clock, ids and way out of one request; nothing is remembered from one to the next.</summary>
    public TransformEnvironment EnvironmentOf(HttpRequest request)
    {
        var (now, id) = (request.Headers["X-Test-Now"].ToString(), request.Headers["X-Test-Uuid"].ToString());
        return new TransformEnvironment
        {
            Clock = now.Length == 0 ? TimeProvider.System : new FrozenClock(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
            NewId = id.Length == 0 ? Guid.CreateVersion7 : () => Guid.Parse(id),
            Http = _http,
            OnBug = static (destination, bug) => Console.Error.WriteLine($"{destination}: {bug}"),
        };
    }

    public void Dispose() => _http.Dispose();

    private sealed class FrozenClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    // Recorded answers include a 204 with a body, which the next one on the same connection would trip over: each has its own.
    private sealed class RedirectingHandler(Uri to) : DelegatingHandler(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var meant = request.RequestUri!;
            request.RequestUri = new Uri(to, $"/{meant.Scheme}/{meant.Authority}{meant.PathAndQuery}");
            return base.SendAsync(request, ct);
        }
    }
}
