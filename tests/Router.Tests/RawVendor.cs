using System.Net;
using System.Net.Sockets;
using Pintle.Router.Outbound;
using Pintle.Router.Sending;

namespace Pintle.Router.Tests;

/// <summary>A vendor on loopback whose bytes the test reads and writes itself, and a client that may talk to it.</summary>
internal sealed class RawVendor : IDisposable
{
    public RawVendor() => Listener.Start();

    public VendorClient Client { get; } = new(new OutboundGuard([IPNetwork.Parse("127.0.0.0/8")]));

    public TcpListener Listener { get; } = new(IPAddress.Loopback, 0);

    public string Url => $"http://127.0.0.1:{((IPEndPoint)Listener.LocalEndpoint).Port}/";

    public void Dispose()
    {
        Client.Dispose();
        Listener.Dispose();
    }
}
