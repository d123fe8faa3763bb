using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>The way to a database, which can be cut: what is open breaks off, and nothing new is taken.</summary>
public sealed class DatabaseLine(int target) : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _open = [];
    private TcpListener? _listener;

    public int Port { get; private set; }

    public void Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        (Port, _listener) = (((IPEndPoint)listener.LocalEndpoint).Port, listener);
        _ = TakeAsync(listener);
    }

    public void Cut()
    {
        _listener?.Dispose();
        foreach (var end in _open)
        {
            end.Dispose();
        }

        _open.Clear();
    }

    public void Dispose() => Cut();

    private async Task TakeAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var (near, far) = (await listener.AcceptTcpClientAsync(), new TcpClient());
                _open.Add(near);
                _open.Add(far);
                await far.ConnectAsync(IPAddress.Loopback, target);
                _ = CarryAsync(near, far);
                _ = CarryAsync(far, near);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
    }

    private static async Task CarryAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut, or who had opened it has gone.
        }

        from.Dispose();
        to.Dispose();
    }
}
