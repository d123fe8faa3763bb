using System.Net;
using System.Net.Sockets;
using System.Text;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>Clients that stop in the middle of a request are let go after the configured times, without an answer that makes an SDK drop events.</summary>
public sealed class SlowClientTests
{
    [Fact]
    public async Task A_body_or_a_head_that_does_not_come_ends_its_connection()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of());
        Assert.True(await server.StartAsync(limit.Token, null, "--gateway.headersTimeout", "1s", "--gateway.minDataRate", "1000", "--gateway.dataRateGrace", "2s", "--gateway.keepAliveTimeout", "1s"), server.Output);
        var key = Convert.ToBase64String(Encoding.ASCII.GetBytes(WorkspaceJson.WriteKey + ":"));

        Assert.Equal("", await TalkAsync(server.GatewayAddress, $"POST /v1/track HTTP/1.1\r\nHost: a\r\nAuthorization: Basic {key}\r\nContent-Length: 100\r\n\r\n{{", limit.Token));
        Assert.StartsWith("HTTP/1.1 408 ", await TalkAsync(server.GatewayAddress, "POST /v1/track HTTP/1.1\r\nHost: a", limit.Token), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await TalkAsync(server.GatewayAddress, "GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n", limit.Token), StringComparison.Ordinal);
    }

    // Says something, then nothing; what it hears until the server ends the connection.
    private static async Task<string> TalkAsync(Uri server, string words, CancellationToken ct)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, ct);
        await socket.SendAsync(Encoding.ASCII.GetBytes(words), ct);
        var heard = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await socket.ReceiveAsync(buffer, ct)) > 0)
            {
                heard.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // Reset: an end too.
        }

        return Encoding.ASCII.GetString(heard.ToArray());
    }
}
