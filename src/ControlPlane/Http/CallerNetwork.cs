using System.Net;
using System.Net.Sockets;

namespace Pintle.ControlPlane.Http;

/// <summary>Where requests come from, as limits count it.</summary>
internal static class CallerNetwork
{
    private const int NetworkBytes = 8;

    /// <summary>An address of IPv4, or the network of one of IPv6: who has one address of it has all.</summary>
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };
}
