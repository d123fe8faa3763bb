using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pintle.EndToEnd.Tests.Damage;

/// <summary>A TCP connection that sends whatever bytes it is given and reads answers until the server ends it.</summary>
internal static class RawConnection
{
    // A server that waits for the rest of a request is left: it aborts the request when the connection's other half ends.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(60);

    // Twice: a request that announced too much swallows the first.
    private static readonly byte[] LastRequest = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 2)));

    /// <summary>Sends the bytes and a last request that ends the connection; the statuses of all answers in their order.</summary>
    public static async Task<List<int>> ExchangeAsync(Uri server, byte[] bytes, CancellationToken ct)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, ct);
        var received = new MemoryStream();
        var reading = ReadAsync(socket, received, ct);
        try
        {
            for (var rest = (Memory<byte>)(byte[])[.. bytes, .. LastRequest]; rest.Length > 0;)
            {
                rest = rest[await socket.SendAsync(rest, ct)..];
            }

            if (await Task.WhenAny(reading, Task.Delay(Patience, ct)) != reading)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // The server has ended the connection before it was told everything: it may.
        }

        await reading;
        return Statuses(received.ToArray());
    }

    private static async Task ReadAsync(Socket socket, MemoryStream into, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await socket.ReceiveAsync(buffer, ct)) > 0)
            {
                into.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // Reset: what came before counts.
        }
    }

    private static List<int> Statuses(byte[] received)
    {
        var statuses = new List<int>();
        for (var at = 0; at < received.Length;)
        {
            var length = received.AsSpan(at).IndexOf("\r\n\r\n"u8);
            if (length < 0)
            {
                break;
            }

            var head = Encoding.Latin1.GetString(received, at, length);
            Assert.StartsWith("HTTP/1.1 ", head, StringComparison.Ordinal);
            var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
            statuses.Add(status);
            var size = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))?[16..];
            at += length + 4;
            // The answer to a HEAD announces a body and has none.
            at += size is null || received.AsSpan(at).StartsWith("HTTP/1.1 "u8) ? 0 : int.Parse(size, CultureInfo.InvariantCulture);
        }

        return statuses;
    }
}
