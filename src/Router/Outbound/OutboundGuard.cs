using System.Net;
using System.Net.Sockets;

namespace Pintle.Router.Outbound;

/// <summary>
/// Where outbound connections may go: no private, loopback, link-local or otherwise special address, unless configuration
/// allows it. Checked after name resolution, on the very address that is connected to.
/// </summary>
/// <param name="allowed">What configuration allows.</param>
/// <param name="resolve">Addresses of a host; the system's resolver unless given.</param>
public sealed class OutboundGuard(IReadOnlyList<IPNetwork> allowed, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private static readonly IPNetwork[] Refused =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>May a connection go to this address?</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Contains(allowed, plain) || !Contains(Refused, plain);
    }

    /// <summary>Resolves, checks and connects; tries the addresses in turn.</summary>
    /// <exception cref="AddressRefusedException">No address of the host may be connected to.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await (resolve ?? Dns.GetHostAddressesAsync)(host, ct);
        if (Array.Find(addresses, Allows) is null && addresses.Length > 0)
        {
            throw new AddressRefusedException(host, addresses[0]);
        }

        Exception? last = null;
        foreach (var address in addresses.Where(Allows))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                last = failure;
                ct.ThrowIfCancellationRequested();
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static bool Contains(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The outbound guard refuses a host. The message names the address and the key to set.</summary>
public sealed class AddressRefusedException(string host, IPAddress address) : Exception(
    $"{(host == address.ToString() ? $"{address} is" : $"{host} resolves to {address}, which is")} not a public address. To allow it, add {address}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)} to outbound.allow.");
