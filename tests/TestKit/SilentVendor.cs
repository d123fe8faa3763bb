using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pintle.TestKit;

/// <summary>A vendor on a free loopback port that accepts every connection and then neither reads nor answers.</summary>
public sealed class SilentVendor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _connections = [];
    private readonly Task _accepting;

    public SilentVendor()
    {
        _listener.Start(backlog: 512);
        _accepting = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Connections accepted so far.</summary>
    public int Connections => _connections.Count;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
        }
    }
}
