using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Pintle.UserCode.Tests.Hostile.Network;

/// <summary>Servers that lead elsewhere, or do not end: what is fetched from them is bounded in place, time and size.</summary>
public sealed class HostileServerTests : IDisposable
{
    // Of loopback, only what the servers of this test listen on.
    private readonly Fetching _fetching = new("127.0.0.2/32");

    public void Dispose() => _fetching.Dispose();

    [Fact]
    public async Task A_redirect_to_an_address_that_is_not_allowed_is_not_followed()
    {
        await using var inside = new RawServer(RawServer.With("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n\"secret\""));
        await using var outside = Server(RawServer.With($"HTTP/1.1 302 Found\r\nLocation: {inside.Url}\r\nContent-Length: 0\r\n\r\n"));
        var (isGood, error) = await _fetching.FetchAsync(outside.Url);
        Assert.False(isGood);
        Assert.Contains("127.0.0.1 is not a public address", Message(error), StringComparison.Ordinal);
        Assert.Equal(0, inside.Connections);
    }

    [Theory]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://169.254.169.254.to.test/")]
    [InlineData("//127.0.0.1:1/")]
    public async Task A_redirect_by_another_name_is_not_followed_either(string to)
    {
        await using var outside = Server(RawServer.With($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"));
        var (isGood, error) = await _fetching.FetchAsync(outside.Url);
        Assert.False(isGood);
        Assert.StartsWith("blocked request", Message(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_a_file_is_not_followed()
    {
        await using var outside = Server(RawServer.With("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"));
        Assert.False((await _fetching.FetchAsync(outside.Url)).IsGood);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        await using var outside = Server(RawServer.With("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        Assert.Equal(302, (await _fetching.FetchAsync(outside.Url)).Value.GetProperty("status").GetInt32());
        Assert.InRange(outside.Connections, 2, 21);
    }

    [Fact]
    public async Task A_body_that_drips_ends_at_the_timeout()
    {
        await using var server = Server(async (stream, _, ct) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), ct);
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        });
        var (isGood, error) = await _fetching.FetchAsync(server.Url, new { timeout = 200 });
        Assert.False(isGood);
        Assert.Equal("network timeout", Message(error));
    }

    [Fact]
    public async Task A_server_that_says_nothing_ends_at_the_timeout()
    {
        await using var server = Server((_, _, ct) => Task.Delay(Timeout.InfiniteTimeSpan, ct));
        Assert.Equal("network timeout", Message((await _fetching.FetchAsync(server.Url, new { timeout = 200 })).Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 9000000000\r\n")]
    public async Task A_body_without_end_is_refused(string header)
    {
        await using var server = Server((stream, _, ct) => WriteForEverAsync(stream, $"HTTP/1.1 200 OK\r\n{header}\r\n", new string('x', 65_536), ct));
        var (isGood, error) = await _fetching.FetchAsync(server.Url);
        Assert.False(isGood);
        Assert.Equal("the response is larger than 10 MB", Message(error));
        Assert.Equal("ERROR", (await _fetching.CallAsync("fetch", server.Url)).Value.GetString());
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using var server = Server((stream, _, ct) => WriteForEverAsync(stream, "HTTP/1.1 200 OK\r\n", $"a: {new string('x', 1_000)}\r\n", ct));
        Assert.False((await _fetching.FetchAsync(server.Url)).IsGood);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_refused()
    {
        var bomb = new MemoryStream();
        await using (var zip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                await zip.WriteAsync(zeros, TestContext.Current.CancellationToken);
            }
        }

        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n");
        await using var server = Server(async (stream, _, ct) =>
        {
            await stream.WriteAsync(head, ct);
            await stream.WriteAsync(bomb.ToArray(), ct);
        });
        Assert.Equal("the response is larger than 10 MB", Message((await _fetching.FetchAsync(server.Url)).Value));
    }

    [Theory]
    [InlineData("X-Mine", "a\r\nHost: evil")]
    [InlineData("X-Mine", "a\nb")]
    [InlineData("X-Mine\r\nHost", "evil")]
    [InlineData("X Mine", "a")]
    [InlineData("Content-Type", "a\r\nX: y")]
    public async Task A_line_break_in_a_header_never_reaches_a_server(string name, string value)
    {
        var heard = "";
        await using var server = Server(async (stream, request, ct) =>
        {
            heard += request;
            await RawServer.With("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")(stream, request, ct);
        });
        await _fetching.FetchAsync(server.Url, new { headers = new Dictionary<string, string> { [name] = value } });
        Assert.DoesNotContain("evil", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("X: y", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("\nb", heard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("TRACE")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil\r\n\r\nGET")]
    [InlineData("G E T")]
    public async Task A_method_that_is_none_is_refused(string method)
    {
        await using var server = Server(RawServer.With("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
        Assert.StartsWith("invalid method", Message((await _fetching.FetchAsync(server.Url, new { method })).Value), StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Headers_of_the_connection_are_ours()
    {
        var heard = "";
        await using var server = Server(async (stream, request, ct) =>
        {
            heard = request;
            await RawServer.With("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")(stream, request, ct);
        });
        var headers = new Dictionary<string, string> { ["Transfer-Encoding"] = "chunked", ["Content-Length"] = "99", ["Connection"] = "upgrade", ["X-Mine"] = "kept" };
        Assert.True((await _fetching.FetchAsync(server.Url, new { method = "POST", body = "{}", headers })).IsGood);
        Assert.Contains("X-Mine: kept", heard, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 2\r\n", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("upgrade", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_http_is_an_error()
    {
        await using var server = Server(RawServer.With("\0\u0001\u0002 what"));
        Assert.False((await _fetching.FetchAsync(server.Url)).IsGood);
    }

    private static RawServer Server(Func<NetworkStream, string, CancellationToken, Task> answer) => new(answer, "127.0.0.2");

    private static string Message(JsonElement error) => error.GetProperty("message").GetString()!;

    private static async Task WriteForEverAsync(Stream stream, string head, string again, CancellationToken ct)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), ct);
        while (true)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(again), ct);
        }
    }
}
