using Microsoft.AspNetCore.HttpOverrides;
using Pintle.Server.Configuration;
using IPNetwork = System.Net.IPNetwork;

namespace Pintle.Server.Hosting;

/// <summary>
/// What proxies say of requests to the control listener, <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c>, believed of those that the configuration names and of nobody else: from it come the address
/// that limits count and sessions show, whether cookies are for HTTPS only, and the site that a browser's own pages are of.
/// </summary>
internal static class TrustedProxies
{
    public static void UseTrustedProxies(this IApplicationBuilder app, ControlSection options)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return;
        }

        // As many of them as stand one behind the other.
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies)
        {
            forwarded.KnownIPNetworks.Add(IPNetwork.Parse(network));
        }

        app.UseForwardedHeaders(forwarded);
    }
}
