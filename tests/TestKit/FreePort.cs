using System.Net;
using System.Net.Sockets;

namespace Pintle.TestKit;

/// <summary>Ports for servers that are started, stopped and started again: below the range from which connections take theirs.</summary>
public static class FreePort
{
    private static int _next = 20_000 + (Environment.ProcessId % 9_000);

    public static int Take()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _next);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }
}
