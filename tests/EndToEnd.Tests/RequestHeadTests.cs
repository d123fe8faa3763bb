using System.Net;
using System.Net.Sockets;
using System.Text;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>Unusual but lawful heads of requests reach the gateway: the HTTP server under it would answer 4xx, and an SDK drop its events.</summary>
public sealed class RequestHeadTests
{
    [Fact]
    public async Task Long_lines_and_headers_in_any_encoding_are_taken_and_a_NUL_is_not()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of());
        Assert.True(await server.StartAsync(limit.Token), server.Output);
        var key = Convert.ToBase64String(Encoding.ASCII.GetBytes(WorkspaceJson.WriteKey + ":"));

        Task<string?> SendAsync(string agent) => AskAsync(
            server.GatewayAddress,
            $"POST /v1/track HTTP/1.1\r\nHost: a\r\nUser-Agent: {agent}\r\nAuthorization: Basic {key}\r\nContent-Length: 14\r\n\r\n{{\"userId\":\"u\"}}",
            limit.Token);
        Assert.Equal("HTTP/1.1 200 OK", await SendAsync("caf\u00e9"));
        Assert.Equal("HTTP/1.1 200 OK", await SendAsync("\u00ff\u00fe\u0080"));
        Assert.Equal("HTTP/1.1 400 Bad Request", await SendAsync("a\0b"));

        var pixel = $"GET /pixel/v1/page?writeKey={WorkspaceJson.WriteKey}&userId=u&x={new string('x', 100_000)} HTTP/1.1\r\nHost: a\r\n\r\n";
        Assert.Equal("HTTP/1.1 200 OK", await AskAsync(server.GatewayAddress, pixel, limit.Token));
    }

    // Every character is one byte; the first line of the answer.
    private static async Task<string?> AskAsync(Uri server, string request, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, ct);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), ct);
        using var answer = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await answer.ReadLineAsync(ct);
    }
}
