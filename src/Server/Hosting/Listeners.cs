using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Pintle.Server.Configuration;
using Pintle.Server.Tls;

namespace Pintle.Server.Hosting;

/// <summary>The ports that the process listens on, with their limits and their certificate.</summary>
internal static class Listeners
{
    private const string Listener = "listener";
    private const int LargestHead = 512 * 1024;

    public static void Configure(KestrelServerOptions kestrel, PintleOptions options, ServerCertificate? certificate)
    {
        var gateway = options.Gateway;
        var slowest = gateway.MinDataRate == 0 ? null : new MinDataRate(gateway.MinDataRate, gateway.DataRateGrace);
        kestrel.AddServerHeader = false;
        // The gateway reads bodies itself, with limits of its own.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = LargestHead;
        // A pixel's event is in its first line.
        kestrel.Limits.MaxRequestLineSize = LargestHead;
        // HTTP allows any byte in a header's value. Refusing one that is no UTF-8 would make an SDK drop its events.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.UTF8;
        kestrel.Limits.RequestHeadersTimeout = gateway.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = gateway.KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = slowest;
        kestrel.Limits.MinResponseDataRate = slowest;
        Listen(kestrel, gateway.Host, gateway.Port, "gateway", certificate);
        Listen(kestrel, options.Control.Host, options.Control.Port, "control", certificate);
    }

    /// <summary>Adds one port.</summary>
    public static void Listen(KestrelServerOptions kestrel, string host, int port, string name, ServerCertificate? certificate) => kestrel.Listen(IPAddress.Parse(host), port, listen =>
    {
        listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        listen.Use(next => connection =>
        {
            connection.Items[Listener] = name;
            return next(connection);
        });
        if (certificate is not null)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificate.Options) });
        }
    });

    /// <summary>Opens the ports.</summary>
    /// <exception cref="ConfigurationException">One can't be opened: it is taken, or this user or machine may not have it.</exception>
    public static Task OpenAsync(WebApplication app, PintleOptions options, CancellationToken ct) =>
        OpenAsync(app, $"gateway ({options.Gateway.Host}:{options.Gateway.Port}) and control ({options.Control.Host}:{options.Control.Port}) can't both be", ct);

    /// <param name="app">The listeners' application.</param>
    /// <param name="what">What can't be listened on, as the beginning of a sentence.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ConfigurationException">It can't.</exception>
    public static async Task OpenAsync(WebApplication app, string what, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            throw new ConfigurationException([$"{what} listened on: {refused.Message.TrimEnd('.')}."]);
        }
    }

    public static bool IsGateway(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Listener, out var listener) == true && listener is "gateway";
}
