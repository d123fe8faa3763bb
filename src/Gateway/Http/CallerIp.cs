using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Pintle.Gateway.Http;

/// <summary>Who sent a request: the first entry of <c>X-Forwarded-For</c>, else the peer.</summary>
internal static class CallerIp
{
    public static string Of(HttpContext context)
    {
        if (Forwarded(context.Request) is { Length: > 0 } forwarded)
        {
            return forwarded;
        }

        var address = context.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{plain}]" : plain.ToString();
    }

    /// <summary>The forwarded address alone; empty when there is none.</summary>
    public static string Forwarded(HttpRequest request) =>
        request.First("X-Forwarded-For").Split(',')[0].Replace(" ", "", StringComparison.Ordinal);
}
